#error "core is numbers only: <GLFW/glfw3.h> belongs to a room of app (see Architecture in README.md)"
