#include "app/window.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <array>
#include <string_view>
#include <utility>

#include "app/gl/framebuffer.h"

namespace app {
namespace {

struct NamedKey {
    int glfw;
    std::string_view name;
};
constexpr std::array k_named_keys{
    NamedKey{GLFW_KEY_SPACE, "Space"},
    NamedKey{GLFW_KEY_LEFT, "Left"},
    NamedKey{GLFW_KEY_RIGHT, "Right"},
    NamedKey{GLFW_KEY_UP, "Up"},
    NamedKey{GLFW_KEY_DOWN, "Down"},
    NamedKey{GLFW_KEY_HOME, "Home"},
    NamedKey{GLFW_KEY_END, "End"},
    NamedKey{GLFW_KEY_ESCAPE, "Esc"},
    NamedKey{GLFW_KEY_ENTER, "Enter"},
    NamedKey{GLFW_KEY_KP_ENTER, "Enter"},
    NamedKey{GLFW_KEY_TAB, "Tab"},
    NamedKey{GLFW_KEY_F1, "F1"},
    NamedKey{GLFW_KEY_F2, "F2"},
    NamedKey{GLFW_KEY_F3, "F3"},
    NamedKey{GLFW_KEY_F11, "F11"},
    NamedKey{GLFW_KEY_PAGE_UP, "PageUp"},
    NamedKey{GLFW_KEY_PAGE_DOWN, "PageDown"},
    NamedKey{GLFW_KEY_DELETE, "Delete"},
    NamedKey{GLFW_KEY_BACKSPACE, "Backspace"},
    NamedKey{GLFW_KEY_KP_ADD, "+"},
    NamedKey{GLFW_KEY_KP_SUBTRACT, "-"},
    NamedKey{GLFW_KEY_MINUS, "-"},
    NamedKey{GLFW_KEY_LEFT_BRACKET, "["},
    NamedKey{GLFW_KEY_RIGHT_BRACKET, "]"},
};

// The name of a key as KeyPress spells it; "" for keys that mean nothing to us.
// Letters go by what the layout prints on the key, so that a shortcut is where the reader sees it.
std::string key_name(int key, int scancode, bool shift) {
    for (const NamedKey& named : k_named_keys) {
        if (named.glfw == key) return std::string(named.name);
    }
    if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9 && !shift)
        return std::string(1, static_cast<char>('0' + key - GLFW_KEY_0));
    if (key == GLFW_KEY_EQUAL) return shift ? "+" : "=";
    if (key == GLFW_KEY_SLASH && shift) return "?";
    const char* printed = glfwGetKeyName(key, scancode);
    if (printed != nullptr && printed[0] != '\0' && printed[1] == '\0') {
        const char letter = printed[0];
        return std::string(1, letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter);
    }
    // Layouts without Latin letters (Hangul) still have the key in its usual place.
    if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z) return std::string(1, static_cast<char>('A' + key - GLFW_KEY_A));
    return {};
}

bool symbol_needs_shift(std::string_view name) { return name == "+" || name == "?"; }

// What GLFW's callbacks write into; reached through the window's user pointer.
struct Inbox {
    std::vector<ui::KeyPress> keys;
    std::vector<std::filesystem::path> drops;
    bool activity = true;
};
Inbox& inbox(GLFWwindow* window) { return *static_cast<Inbox*>(glfwGetWindowUserPointer(window)); }

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
    inbox(window).activity = true;
    if (action == GLFW_RELEASE) return;
    const bool shift = (mods & GLFW_MOD_SHIFT) != 0;
    const std::string name = key_name(key, scancode, shift);
    if (name.empty()) return;
    inbox(window).keys.push_back(
        {name, (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0, shift && !symbol_needs_shift(name)});
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
    inbox(window).activity = true;
    for (int i = 0; i < count; ++i) {
        inbox(window).drops.push_back(std::filesystem::path(std::u8string(reinterpret_cast<const char8_t*>(paths[i]))));
    }
}

// Our callbacks go in first: the backend keeps and calls them.
void install_callbacks(GLFWwindow* window) {
    glfwSetKeyCallback(window, on_key);
    glfwSetDropCallback(window, on_drop);
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { inbox(w).activity = true; });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { inbox(w).activity = true; });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { inbox(w).activity = true; });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { inbox(w).activity = true; });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { inbox(w).activity = true; });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { inbox(w).activity = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { inbox(w).activity = true; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { inbox(w).activity = true; });
}

core::Error last_glfw_error(std::string_view what, std::string_view hint) {
    const char* description = nullptr;
    glfwGetError(&description);
    std::string sentence(what);
    if (description != nullptr) sentence += std::string(" (") + description + ")";
    return {.what = sentence, .where = "window", .hint = std::string(hint)};
}

// GLFW's library lives as long as one of these.
struct GlfwLibrary {
    bool ready = glfwInit() == GLFW_TRUE;
    GlfwLibrary() = default;
    GlfwLibrary(const GlfwLibrary&) = delete;
    GlfwLibrary& operator=(const GlfwLibrary&) = delete;
    ~GlfwLibrary() {
        if (ready) glfwTerminate();
    }
};

// The monitor that holds the window's middle; the first one if none does.
GLFWmonitor* monitor_of(GLFWwindow* window) {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    glfwGetWindowPos(window, &x, &y);
    glfwGetWindowSize(window, &width, &height);
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    for (int i = 0; i < count; ++i) {
        int left = 0;
        int top = 0;
        glfwGetMonitorPos(monitors[i], &left, &top);
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        const int center_x = x + width / 2 - left;
        const int center_y = y + height / 2 - top;
        if (mode != nullptr && center_x >= 0 && center_y >= 0 && center_x < mode->width && center_y < mode->height)
            return monitors[i];
    }
    return glfwGetPrimaryMonitor();
}

GLFWwindow* create_window(const WindowSettings& settings) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, settings.visible ? GLFW_TRUE : GLFW_FALSE);
    return glfwCreateWindow(settings.width, settings.height, settings.title.c_str(), nullptr, nullptr);
}

}  // namespace

// Where the window was before it filled the screen.
struct WindowPlace {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

struct Window::Impl {
    GlfwLibrary library;
    GLFWwindow* window = nullptr;
    Inbox inbox;
    WindowPlace windowed;
    bool imgui_ready = false;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (imgui_ready) {
            ImGui_ImplOpenGL3_Shutdown();
            ImGui_ImplGlfw_Shutdown();
            ImGui::DestroyContext();
        }
        if (window != nullptr) glfwDestroyWindow(window);
    }

    void start_imgui() {
        IMGUI_CHECKVERSION();
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;  // regions are fixed: there is nothing to remember between runs
        io.LogFilename = nullptr;
        ImGui_ImplGlfw_InitForOpenGL(window, true);
        ImGui_ImplOpenGL3_Init("#version 330");
        imgui_ready = true;
    }
};

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

core::Result<Window> Window::open(const WindowSettings& settings) {
    auto impl = std::make_unique<Impl>();
    if (!impl->library.ready) return last_glfw_error("no window can be opened here", "is a display connected?");
    impl->window = create_window(settings);
    if (impl->window == nullptr)
        return last_glfw_error("no OpenGL 3.3 window can be opened here", "update the graphics driver");
    glfwMakeContextCurrent(impl->window);
    if (!gl::load_functions(glfwGetProcAddress)) {
        return core::Error{
            .what = "OpenGL 3.3 is not available", .where = "window", .hint = "update the graphics driver"};
    }
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(impl->window, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwSetWindowUserPointer(impl->window, &impl->inbox);
    install_callbacks(impl->window);
    impl->start_imgui();
    return Window(std::move(impl));
}

bool Window::should_close() const { return glfwWindowShouldClose(impl_->window) == GLFW_TRUE; }
void Window::poll() { glfwPollEvents(); }
void Window::wait(double seconds) { glfwWaitEventsTimeout(seconds); }
bool Window::take_activity() { return std::exchange(impl_->inbox.activity, false); }

std::function<void()> Window::waker() const {
    return [] { glfwPostEmptyEvent(); };
}

std::vector<ui::KeyPress> Window::take_keys() { return std::exchange(impl_->inbox.keys, {}); }
std::vector<std::filesystem::path> Window::take_drops() { return std::exchange(impl_->inbox.drops, {}); }

int Window::width() const {
    int width = 0;
    glfwGetFramebufferSize(impl_->window, &width, nullptr);
    return width;
}

int Window::height() const {
    int height = 0;
    glfwGetFramebufferSize(impl_->window, nullptr, &height);
    return height;
}

bool Window::minimized() const {
    return glfwGetWindowAttrib(impl_->window, GLFW_ICONIFIED) == GLFW_TRUE || width() == 0 || height() == 0;
}

void Window::toggle_fullscreen() {
    WindowPlace& place = impl_->windowed;
    if (glfwGetWindowMonitor(impl_->window) != nullptr) {
        glfwSetWindowMonitor(impl_->window, nullptr, place.x, place.y, place.width, place.height, GLFW_DONT_CARE);
        return;
    }
    GLFWmonitor* monitor = monitor_of(impl_->window);
    const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    if (mode == nullptr) return;
    glfwGetWindowPos(impl_->window, &place.x, &place.y);
    glfwGetWindowSize(impl_->window, &place.width, &place.height);
    glfwSetWindowMonitor(impl_->window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

core::Image Window::picture() const { return gl::read_window(width(), height()); }

void Window::begin_frame(int width, int height, double dt) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    // One unit of the interface is one pixel of the picture, on every kind of display.
    const float mouse_scale_x = io.DisplayFramebufferScale.x;
    const float mouse_scale_y = io.DisplayFramebufferScale.y;
    if (io.MousePos.x > -1e6F) io.MousePos = ImVec2(io.MousePos.x * mouse_scale_x, io.MousePos.y * mouse_scale_y);
    io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    io.DisplayFramebufferScale = ImVec2(1.0F, 1.0F);
    io.DeltaTime = static_cast<float>(dt > 0.0 ? dt : 1e-4);
    ImGui::NewFrame();
}

void Window::draw() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::swap() { glfwSwapBuffers(impl_->window); }

std::string Window::clipboard() const {
    const char* text = glfwGetClipboardString(impl_->window);
    return text == nullptr ? std::string() : std::string(text);
}

void Window::set_clipboard(const std::string& text) { glfwSetClipboardString(impl_->window, text.c_str()); }

}  // namespace app
