#error "core is numbers only: <stb_image_write.h> belongs to a room of app (see Architecture in README.md)"
