// poolscope: see how convolutional networks pool. Chooses what the command line asks for; everything else has its room.
#include <array>
#include <string>
#include <variant>

#include "app/cli/backward_command.h"
#include "app/cli/cam_command.h"
#include "app/cli/command_line.h"
#include "app/cli/pool_command.h"
#include "app/cli/unpool_command.h"
#include "app/io/image_decode.h"
#include "app/network/network_session.h"
#include "app/run.h"
#include "app/scenes/scene.h"
#include "app/ui/text.h"
#include "app/ui/theme.h"
#include "app/worker/worker_main.h"

namespace {

// Everything that runs in a child process, because its input comes from outside.
constexpr std::array k_jobs{worker::NamedJob{io::k_decode_job, io::decode_image_job}};
constexpr std::array k_sessions{worker::NamedSession{network::k_network_session, network::start_network_session}};

cli::Choices choices() {
    cli::Choices result;
    result.version = POOLSCOPE_VERSION;
    result.scenes = scenes::scene_ids();
    result.languages.clear();
    for (const std::string_view language : ui::Text::languages()) result.languages.emplace_back(language);
    result.themes.clear();
    for (const ui::ThemeId theme : ui::k_themes) result.themes.emplace_back(ui::theme_name(theme));
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    const cli::Command command = cli::parse_command_line(argc, argv, choices());
    if (const auto* worker = std::get_if<cli::WorkerCommand>(&command))
        return worker::worker_main(worker->job, k_jobs, k_sessions);
    if (const auto* pool = std::get_if<cli::PoolCommand>(&command)) return cli::run_pool(*pool);
    if (const auto* backward = std::get_if<cli::BackwardCommand>(&command)) return cli::run_backward(*backward);
    if (const auto* unpool = std::get_if<cli::UnpoolCommand>(&command)) return cli::run_unpool(*unpool);
    if (const auto* cam = std::get_if<cli::CamCommand>(&command)) return cli::run_cam(*cam);
    if (const auto* render = std::get_if<cli::RenderCommand>(&command)) return app::run_render(*render, argc, argv);
    if (const auto* tour = std::get_if<cli::TourCommand>(&command)) return app::run_tour(*tour, argc, argv);
    if (const auto* finish = std::get_if<cli::Finish>(&command)) return cli::finish(*finish);
    return app::run_window(std::get<cli::WindowCommand>(command), argc, argv);
}
