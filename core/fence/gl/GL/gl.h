#error "app/ui and app/scenes draw through Canvas: <GL/gl.h> belongs to app/gl and app/window (see Architecture in README.md)"
