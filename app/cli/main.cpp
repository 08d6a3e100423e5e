#include <new>

#include "app/cli/commands.h"
#include "core/base/error.h"

namespace quantscope::cli {
namespace {

constexpr int failed = 1;
constexpr int wrong_command_line = 2;

std::string accepted_options(const CLI::App& command) {
  std::string names;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_lnames().empty()) continue;
    if (!names.empty()) names += ", ";
    names += "--" + option->get_lnames().front();
  }
  return names;
}

std::string command_names(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!names.empty()) names += ", ";
    names += command->get_name();
  }
  return names;
}

/// The parser's complaint as one line that names the value and what would be accepted.
std::string usage_reason(const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) {
    const std::vector<std::string> rest = app.remaining();
    const std::string problem =
        rest.empty() ? "no command is given" : "there is no command '" + rest.front() + "'";
    return problem + " (use " + command_names(app) + ", or --help)";
  }
  const CLI::App& command = *chosen.front();
  if (const std::vector<std::string> rest = app.remaining(true); !rest.empty()) {
    const bool option = rest.front().starts_with('-');
    return command.get_name() + ": '" + rest.front() + "' is " +
           (option ? "not an option of this command" : "one argument too many") + " (it takes " +
           accepted_options(command) + ")";
  }
  return command.get_name() + ": " + error.what() + " (see quantscope-cli " + command.get_name() + " --help)";
}

int run(int argc, char** argv) {
  Session session;
  CLI::App app("Quantization of large language models: errors, outliers, files", "quantscope-cli");
  app.set_version_flag("--version", std::string("quantscope-cli ") + QUANTSCOPE_VERSION);
  app.require_subcommand(1);
  add_import(app, session);
  add_info(app, session);
  add_stats(app, session);
  add_calibrate(app, session);
  add_methods(app, session);
  add_quantize(app, session);
  add_perplexity(app, session);
  add_generate(app, session);
  add_emulate_outliers(app, session);
  add_compare(app, session);
  add_sweep(app, session);
  add_report(app, session);
  add_devices(app, session);
  add_hardware(app, session);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    session.fail(usage_reason(app, error));
    return wrong_command_line;
  } catch (const UsageError& error) {
    session.fail(error.what());
    return wrong_command_line;
  } catch (const base::Cancelled&) {
    session.fail("cancelled");
  } catch (const std::bad_alloc&) {
    session.fail("not enough memory");
  } catch (const std::exception& error) {
    session.fail(error.what());
  }
  return failed;
}

}  // namespace
}  // namespace quantscope::cli

int main(int argc, char** argv) {
  return quantscope::cli::run(argc, argv);
}
