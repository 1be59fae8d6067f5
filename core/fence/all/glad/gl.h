#error "core is numbers only: <glad/gl.h> belongs to a room of app (see Architecture in README.md)"
