#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/session.h"

namespace quantscope::cli {

/// Adds --json, --csv, --threads and --quiet.
void add_common_options(CLI::App& command, CommonOptions& options);

// One function a subcommand; its callback does the work. The session outlives the application.
void add_import(CLI::App& app, Session& session);
void add_info(CLI::App& app, Session& session);
void add_stats(CLI::App& app, Session& session);
void add_methods(CLI::App& app, Session& session);
void add_quantize(CLI::App& app, Session& session);
void add_calibrate(CLI::App& app, Session& session);
void add_perplexity(CLI::App& app, Session& session);
void add_generate(CLI::App& app, Session& session);
void add_emulate_outliers(CLI::App& app, Session& session);
void add_compare(CLI::App& app, Session& session);
void add_sweep(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_devices(CLI::App& app, Session& session);
void add_hardware(CLI::App& app, Session& session);

}  // namespace quantscope::cli
