#error "core is numbers only: <nlohmann/json.hpp> belongs to a room of app (see Architecture in README.md)"
