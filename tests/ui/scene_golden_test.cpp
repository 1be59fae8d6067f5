// Text goldens: what each scene draws on its stage at tour stops, line for line (controls have their own tests). A
// missing golden fails and leaves the candidate beside it; to accept a change, copy the .actual file over the golden.
#include "app/scenes/scene.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/look_answers.h"
#include "support/text_golden.h"

using test::compare_with_golden;

TEST_CASE("scenes draw what they drew") {
    struct Golden {
        const char* scene;
        const char* stop;
        const char* language;
        ui::ThemeId theme;
    };
    constexpr Golden k_goldens[] = {{"stride", "launch", "en", ui::ThemeId::dark},
                                    {"stride", "average-levelling", "en", ui::ThemeId::dark},
                                    {"stride", "edge-lab", "ko", ui::ThemeId::light},
                                    {"stride", "hover-input", "en", ui::ThemeId::light},
                                    {"stride", "kernel-too-large", "en", ui::ThemeId::dark},
                                    {"stride", "ceil-removed", "en", ui::ThemeId::light},
                                    {"stride", "keras-same", "ko", ui::ThemeId::dark},
                                    {"stride", "adaptive-bands", "ko", ui::ThemeId::projector},
                                    {"stride", "rules", "en", ui::ThemeId::projector},
                                    {"stride", "ties-four-rules", "ko", ui::ThemeId::light},
                                    {"compare", "edges", "en", ui::ThemeId::dark},
                                    {"stride", "backward-max", "en", ui::ThemeId::dark},
                                    {"stride", "backward-average", "ko", ui::ThemeId::light},
                                    {"stride", "unpool-overlap", "en", ui::ThemeId::projector},
                                    {"compare", "backward", "ko", ui::ThemeId::dark},
                                    {"stride", "predict", "en", ui::ThemeId::dark},
                                    {"stride", "predict-near", "ko", ui::ThemeId::light},
                                    {"compare", "predict", "en", ui::ThemeId::projector},
                                    {"compare", "three-lanes", "en", ui::ThemeId::projector},
                                    {"compare", "all-lanes", "ko", ui::ThemeId::light},
                                    {"photo", "launch", "en", ui::ThemeId::dark},
                                    {"photo", "lost-bright", "ko", ui::ThemeId::projector},
                                    {"photo", "kernel-beyond-photo", "en", ui::ThemeId::light},
                                    {"photo", "error", "ko", ui::ThemeId::light},
                                    {"gap", "launch", "en", ui::ThemeId::dark},
                                    {"gap", "shuffled", "ko", ui::ThemeId::light},
                                    {"gap", "by-index", "en", ui::ThemeId::projector},
                                    {"cam", "launch", "en", ui::ThemeId::dark},
                                    {"cam", "numbers", "en", ui::ThemeId::light},
                                    {"cam", "build-up", "ko", ui::ThemeId::light},
                                    {"cam", "place", "en", ui::ThemeId::projector},
                                    {"cam", "grad-cam", "ko", ui::ThemeId::dark},
                                    {"shift", "launch", "en", ui::ThemeId::light},
                                    {"shift", "half-way", "ko", ui::ThemeId::dark},
                                    {"shift", "three-lanes", "ko", ui::ThemeId::projector},
                                    {"shift", "all-moves", "en", ui::ThemeId::dark},
                                    {"shift", "picture", "en", ui::ThemeId::projector},
                                    {"shift", "photo", "ko", ui::ThemeId::light},
                                    {"shift", "stripes-flip", "en", ui::ThemeId::dark},
                                    {"shift", "kernel-too-large", "ko", ui::ThemeId::light},
                                    {"stack", "launch", "en", ui::ThemeId::dark},
                                    {"stack", "half-open", "ko", ui::ThemeId::light},
                                    {"stack", "resnet-corner", "en", ui::ThemeId::projector},
                                    {"stack", "does-not-fit", "ko", ui::ThemeId::dark}};
    for (const Golden& golden : k_goldens) {
        for (auto& scene : scenes::all_scenes()) {
            if (scene->id() != golden.scene) continue;
            DYNAMIC_SECTION(golden.scene << " " << golden.stop) {
                test::GuiHarness g({.language = golden.language, .theme = golden.theme});
                scene->show_tour_stop(golden.stop);
                g.show(*scene);
                test::wait_for(*scene, g);  // a photo's lanes are rendered beside the interface
                ui::RecordCanvas canvas(g.view());
                scene->canvas(canvas);
                compare_with_golden(std::string(golden.scene) + "-" + golden.stop + "-" + golden.language,
                                    canvas.dump());
            }
        }
    }
}
