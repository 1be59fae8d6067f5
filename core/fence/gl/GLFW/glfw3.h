#error "app/ui and app/scenes draw through Canvas: <GLFW/glfw3.h> belongs to app/gl and app/window (see Architecture in README.md)"
