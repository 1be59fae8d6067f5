#error "core is numbers only: <imgui.h> belongs to a room of app (see Architecture in README.md)"
