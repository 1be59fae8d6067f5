#include "support/gui_harness.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "app/ui/imgui_compat.h"
#include "app/ui/utf8.h"
#include "support/catch.h"

namespace test {
namespace {

constexpr double k_tooltip_wait = 0.7;  // seconds, longer than the interface takes

ui::Text load_words(const std::string& language) {
    auto text = ui::Text::load(language);
    if (!text) FAIL(text.error().sentence());
    return text.value();
}

// "Ctrl+Shift+Z" in its parts; "+" alone is a key.
ui::KeyPress parse_key(std::string_view name) {
    ui::KeyPress press;
    const auto take = [&](std::string_view prefix) {
        if (!name.starts_with(prefix) || name.size() == prefix.size()) return false;
        name.remove_prefix(prefix.size());
        return true;
    };
    for (bool more = true; more;) {
        more = false;
        if (take("Ctrl+")) more = press.ctrl = true;
        if (take("Shift+")) more = press.shift = true;
    }
    press.key = name;
    return press;
}

}  // namespace

struct GuiHarness::Impl {
    GuiOptions options;
    ui::Text text;
    ui::View view;
    ui::Ui ui;
    Draw draw;
    scenes::Scene* scene = nullptr;
    std::vector<ui::Event> events;
    std::vector<ui::KeyPress> keys;
    ui::Vec2 mouse{-1, -1};
    bool down = false;
    float wheel = 0.0F;
    std::string dump;

    explicit Impl(const GuiOptions& chosen) : options(chosen), text(load_words(chosen.language)) {
        view.theme = &ui::theme(options.theme);
        view.text = &text;
        view.layout = ui::make_layout(options.width, options.height, options.text_scale, options.settings_open);
        view.reduced_motion = options.reduced_motion;
    }

    const ui::ControlRecord* find(std::string_view name) const {
        const auto& all = ui.controls();
        const auto unique = [&](const auto& matches) -> const ui::ControlRecord* {
            const auto first = std::find_if(all.begin(), all.end(), matches);
            if (first == all.end()) return nullptr;
            return std::find_if(first + 1, all.end(), matches) == all.end() ? &*first : nullptr;
        };
        const auto exact = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.key == name; });
        if (exact != all.end()) return &*exact;
        const std::string ending = "/" + std::string(name);
        if (const auto* found = unique([&](const auto& one) { return one.key.ends_with(ending); })) return found;
        return unique([&](const auto& one) { return one.label == name; });
    }

    std::string known() const {
        std::string list;
        for (const auto& one : ui.controls()) list += "  " + one.key + "  \"" + one.label + "\"  " + one.value + "\n";
        return list;
    }
};

GuiHarness::GuiHarness(const GuiOptions& options) {
    REQUIRE(ImGui::GetCurrentContext() == nullptr);
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {options.width, options.height};
    compat::headless_fonts();
    impl_ = std::make_unique<Impl>(options);
}

GuiHarness::~GuiHarness() { ImGui::DestroyContext(); }

void GuiHarness::show(Draw draw) {
    impl_->draw = std::move(draw);
    impl_->scene = nullptr;
    frames(3);
}

void GuiHarness::show(scenes::Scene& scene) {
    impl_->scene = &scene;
    impl_->draw = nullptr;
    frames(3);
}

void GuiHarness::send(ui::Event event) { impl_->events.push_back(std::move(event)); }

void GuiHarness::frame(double dt) {
    Impl& my = *impl_;
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = static_cast<float>(std::max(dt, 1e-4));
    compat::inject_mouse({my.mouse.x, my.mouse.y}, my.down, std::exchange(my.wheel, 0.0F));
    ImGui::NewFrame();
    if (my.scene != nullptr) {
        scenes::FrameInput input;
        input.dt = dt;
        const std::vector<ui::Event> events = std::exchange(my.events, {});
        input.events = events;
        my.scene->update(input);
    }
    ui::RecordCanvas canvas(my.view);
    my.ui.begin_frame(my.view, canvas);
    my.ui.set_keys(std::exchange(my.keys, {}));
    if (my.scene != nullptr) {
        my.scene->controls(my.ui);
        my.scene->canvas(canvas);
    } else if (my.draw) {
        my.draw(my.ui, canvas);
    }
    my.ui.end_frame();
    ImGui::Render();
    my.dump = canvas.dump();
}

void GuiHarness::frames(int count, double dt) {
    for (int i = 0; i < count; ++i) frame(dt);
}

void GuiHarness::click(std::string_view name) { click_at(control(name).rect.center()); }

void GuiHarness::click_at(ui::Vec2 position) {
    press_at(position);
    release();
}

void GuiHarness::double_click_at(ui::Vec2 position) {
    click_at(position);
    click_at(position);
}

void GuiHarness::press_at(ui::Vec2 position) {
    move_to(position);
    impl_->down = true;
    frame();
}

void GuiHarness::move_to(ui::Vec2 position) {
    impl_->mouse = position;
    frame();
}

void GuiHarness::release() {
    impl_->down = false;
    frames(2);
}

void GuiHarness::drag(std::string_view slider, float part) {
    const std::string track = std::string(slider) + ".track";
    const ui::Rect rect = has(track) ? control(track).rect : control(slider).rect;
    const float y = rect.center().y;
    drag({rect.center().x, y}, {rect.x + part * rect.w, y});
}

void GuiHarness::drag(ui::Vec2 from, ui::Vec2 to) {
    press_at(from);
    constexpr int steps = 4;
    for (int i = 1; i <= steps; ++i) move_to(from + (to - from) * (static_cast<float>(i) / steps));
    release();
}

void GuiHarness::hover(std::string_view name) { hover_at(control(name).rect.center()); }

void GuiHarness::hover_at(ui::Vec2 position) {
    move_to(position);
    frame();
    frame(k_tooltip_wait);
    frame();
}

void GuiHarness::wheel(ui::Vec2 position, float notches) {
    move_to(position);
    impl_->wheel = notches;
    frames(2);
}

void GuiHarness::key(std::string_view name) {
    const ui::KeyPress press = parse_key(name);
    compat::inject_modifiers(press.ctrl, press.shift);
    impl_->keys.push_back(press);
    frame();
    compat::inject_modifiers(false, false);
    frames(2);
}

void GuiHarness::type(std::string_view utf8) {
    for (const char32_t c : ui::decode_utf8(utf8)) {
        std::string name = ui::encode_utf8(c);
        if (c >= 'a' && c <= 'z') name = std::string(1, static_cast<char>(c - 'a' + 'A'));
        impl_->keys.push_back({c == ' ' ? "Space" : name});
        ImGui::GetIO().AddInputCharactersUTF8(ui::encode_utf8(c).c_str());
        frame();
    }
    frame();
}

void GuiHarness::copy(const std::string& text) { ImGui::SetClipboardText(text.c_str()); }

bool GuiHarness::has(std::string_view name) const { return impl_->find(name) != nullptr; }

const ui::ControlRecord& GuiHarness::control(std::string_view name) const {
    const ui::ControlRecord* found = impl_->find(name);
    if (found != nullptr) return *found;
    FAIL("no single control is called \"" << name << "\"; there are:\n" << impl_->known());
    std::abort();  // FAIL has left by an exception
}

const std::vector<ui::ControlRecord>& GuiHarness::controls() const { return impl_->ui.controls(); }
const std::string& GuiHarness::tooltip() const { return impl_->ui.last_tooltip(); }
const std::string& GuiHarness::dump() const { return impl_->dump; }
std::vector<ui::Request> GuiHarness::requests() { return impl_->ui.take_requests(); }
ui::Ui& GuiHarness::ui() { return impl_->ui; }
const ui::View& GuiHarness::view() const { return impl_->view; }

int count_of(std::string_view text, std::string_view part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

}  // namespace test
