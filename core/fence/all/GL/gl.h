#error "core is numbers only: <GL/gl.h> belongs to a room of app (see Architecture in README.md)"
