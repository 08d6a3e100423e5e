#include "app/gui/inference_worker.h"

#include <algorithm>

#include "app/gui/inference_engine.h"
#include "core/base/error.h"

namespace quantscope::gui {

struct InferenceWorker::Engine : InferenceEngine {};

namespace {

/// Step `step` of `steps` of a job, called by the name of its run.
base::Job step_of(const base::Job& job, std::size_t step, std::size_t steps, const std::string& name) {
  const auto share = [steps](std::size_t done) {
    return static_cast<double>(done) / static_cast<double>(steps);
  };
  base::Job part = job.part(share(step), share(step + 1));
  part.progress = [outer = part.progress, name](double fraction, std::string_view) { outer(fraction, name); };
  return part;
}

}  // namespace

InferenceWorker::InferenceWorker(QObject* parent) : QObject(parent), engine_(std::make_shared<Engine>()) {
  update_.setSingleShot(true);
  connect(&update_, &QTimer::timeout, this, &InferenceWorker::take);
}

InferenceWorker::~InferenceWorker() {
  for (State& state : states_) state.stop.request_stop();
}

void InferenceWorker::look(const std::shared_ptr<const Document>& document) {
  if (document == document_ && (looking_ || facts_)) return;
  leave();
  document_ = document;
  if (!document) return;
  looking_ = true;
  worker_.post([this, document, engine = engine_, generation = look_generation_] {
    auto facts = std::make_shared<ModelFacts>(engine->look(document));
    deliver(this, [this, facts, generation] {
      if (generation != look_generation_) return;
      looking_ = false;
      facts_ = facts;
      emit looked();
    });
  });
}

void InferenceWorker::leave() {
  for (State& state : states_) state.stop.request_stop();
  ++look_generation_;
  looking_ = false;
  facts_.reset();
  document_.reset();
  rates_[0] = rates_[1] = 0;
  worker_.post([engine = engine_] { engine->leave(); });
}

void InferenceWorker::start(Job kind, std::function<void(const base::Job&)> work) {
  State& state = states_[kind];
  state.stop.request_stop();
  state.stop = std::stop_source();
  state.running = true;
  const int generation = ++state.generation;
  worker_.post([this, kind, generation, work = std::move(work), stop = state.stop.get_token()] {
    base::Job job;
    job.stop = stop;
    job.progress = [this, kind, generation](double fraction, std::string_view activity) {
      const auto tell = [this, kind, generation, fraction,
                         text = QString::fromUtf8(activity.data(), static_cast<qsizetype>(activity.size()))] {
        if (generation == states_[kind].generation) emit progress(kind, fraction, text);
      };
      add(kind == measuring ? "measuring" : "generating", tell, false);
    };
    bool cancelled = false;
    QString problem;
    try {
      job.check();
      work(job);
      cancelled = job.cancelled();
    } catch (const base::Cancelled&) {
      cancelled = true;
    } catch (const std::exception& error) {
      problem = QString::fromStdString(error.what());
    }
    deliver(this, [this, kind, generation, cancelled, problem] {
      take();
      if (generation != states_[kind].generation) return;
      states_[kind].running = false;
      emit finished(kind, cancelled, problem);
    });
  });
}

void InferenceWorker::cancel(Job job) {
  states_[job].stop.request_stop();
}

void InferenceWorker::measure(const MeasureRequest& request) {
  MeasureRequest missing = request;
  std::vector<std::string> keys;
  missing.runs.clear();
  for (const study::ModelRun& run : request.runs) {
    std::string key = measure_key(request.plan, run);
    if (const auto found = figures_.find(key); found != figures_.end() && found->second.value.is_complete())
      continue;
    missing.runs.push_back(run);
    keys.push_back(std::move(key));
  }
  const study::ModelRun* layers_of = nullptr;
  std::string of_layers;
  if (request.layers_of >= 0) {
    of_layers = layers_key(request);
    const auto found = layers_.find(of_layers);
    if (found == layers_.end() || !found->second.value.complete)
      layers_of = &request.runs[static_cast<std::size_t>(request.layers_of)];
  }
  start(measuring, [this, missing, keys, of_layers, engine = engine_,
                    run = layers_of ? std::optional(*layers_of) : std::nullopt](const base::Job& job) {
    const std::size_t steps = missing.runs.size() + (run ? 1 : 0);
    engine->open(missing.plan.document, missing.plan.room);
    engine->require_memory(missing.plan, missing.runs, run.has_value());
    const auto text = engine->text(missing.plan);
    model::EvaluationText protocol;
    protocol.window = text->window;
    protocol.begin = text->begin;
    add("windows", [this, key = text_key(missing.plan), protocol] { remember(windows_, key, protocol); });
    for (std::size_t i = 0; i < missing.runs.size(); ++i) {
      const auto store = [this, key = keys[i], divergence = missing.plan.divergence,
                          quantized = missing.runs[i].setting.has_value()](const study::RunFigures& figures) {
        add(key, [this, key, figures, divergence, quantized] {
          if (figures.is_complete() && figures.result->seconds > 0)
            rates_[divergence && quantized ? 1 : 0] =
                static_cast<double>(figures.result->predictions) / figures.result->seconds;
          remember(figures_, key, figures);
        });
      };
      store(study::measure_run(engine->model(), missing.runs[i], missing.plan.engine, *text,
                               missing.plan.divergence, store, step_of(job, i, steps, missing.runs[i].name)));
      job.check();
    }
    if (!run) return;
    const auto store = [this, of_layers](const study::RunLayers& layers) {
      add(of_layers, [this, of_layers, layers] { remember(layers_, of_layers, layers); });
    };
    store(study::measure_layers(engine->model(), *run, missing.plan.engine, *text, missing.layers, store,
                                step_of(job, missing.runs.size(), steps, run->name)));
  });
}

void InferenceWorker::generate(const GenerationRequest& request) {
  GenerationRequest missing = request;
  std::vector<std::string> keys;
  missing.runs.clear();
  for (const study::ModelRun& run : request.runs) {
    std::string key = generation_key(request, run);
    if (const auto found = texts_.find(key);
        found != texts_.end() && found->second.value.result &&
        found->second.value.result->end != model::GenerationResult::End::cancelled)
      continue;
    missing.runs.push_back(run);
    keys.push_back(std::move(key));
  }
  start(generating, [this, missing, keys, engine = engine_](const base::Job& job) {
    engine->open(missing.plan.document, missing.plan.room);
    engine->require_memory(missing.plan, missing.runs, false);
    model::GenerationOptions options;
    options.tokens = missing.tokens;
    options.sampling = missing.sampling;
    for (std::size_t i = 0; i < missing.runs.size(); ++i) {
      const auto store = [this, key = keys[i]](const study::RunText& text) {
        add(key, [this, key, text] { remember(texts_, key, text); });
      };
      store(study::generate_text(engine->model(), missing.runs[i], missing.plan.engine,
                                 missing.prompt.toStdString(), options, store,
                                 step_of(job, i, missing.runs.size(), missing.runs[i].name)));
      job.check();
    }
  });
}

void InferenceWorker::add(const std::string& slot, Results store, bool news) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = pending_.empty();
    news_ = news_ || news;
    pending_.insert_or_assign(slot, std::move(store));
  }
  if (!first) return;
  deliver(this, [this] {
    const qint64 since = since_update_.isValid() ? since_update_.elapsed() : qint64{update_ms};
    if (!update_.isActive()) update_.start(static_cast<int>(std::max<qint64>(0, update_ms - since)));
  });
}

void InferenceWorker::take() {
  update_.stop();
  std::map<std::string, Results> pending;
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    pending.swap(pending_);
    news = std::exchange(news_, false);
  }
  if (pending.empty()) return;
  for (const auto& [slot, store] : pending) store();
  if (news) emit arrived();
  since_update_.start();
}

template <typename Value>
Value InferenceWorker::recall(std::map<std::string, Remembered<Value>>& from, const std::string& key) {
  const auto found = from.find(key);
  if (found == from.end()) return {};
  found->second.last_use = ++uses_;
  return found->second.value;
}

template <typename Value>
void InferenceWorker::remember(std::map<std::string, Remembered<Value>>& in, const std::string& key,
                               Value value) {
  in.insert_or_assign(key, Remembered<Value>{std::move(value), ++uses_});
  while (in.size() > most_remembered)
    in.erase(std::ranges::min_element(in, {}, [](const auto& each) { return each.second.last_use; }));
}

std::vector<study::RunFigures> InferenceWorker::known(const MeasureRequest& request) {
  std::vector<study::RunFigures> known;
  for (const study::ModelRun& run : request.runs)
    known.push_back(recall(figures_, measure_key(request.plan, run)));
  return known;
}

study::RunLayers InferenceWorker::known_layers(const MeasureRequest& request) {
  return request.layers_of < 0 ? study::RunLayers() : recall(layers_, layers_key(request));
}

std::vector<study::RunText> InferenceWorker::known_texts(const GenerationRequest& request) {
  std::vector<study::RunText> known;
  for (const study::ModelRun& run : request.runs)
    known.push_back(recall(texts_, generation_key(request, run)));
  return known;
}

std::optional<model::EvaluationText> InferenceWorker::known_text(const InferencePlan& plan) const {
  const auto found = windows_.find(text_key(plan));
  return found == windows_.end() ? std::nullopt : std::optional(found->second.value);
}

}  // namespace quantscope::gui
