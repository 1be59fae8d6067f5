#error "core is numbers only: <opencv2/core.hpp> belongs to a room of app (see Architecture in README.md)"
