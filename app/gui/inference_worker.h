#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "app/gui/inference_request.h"
#include "app/gui/worker.h"

namespace quantscope::gui {

/// Runs models in the background and remembers what they gave, so that only what was never finished is run.
/// One thread does one thing after the other. GUI thread only.
class InferenceWorker : public QObject {
  Q_OBJECT

 public:
  enum Job { measuring, generating };
  static constexpr int jobs = 2;
  static constexpr int update_ms = 50;                 ///< least time between two arrived()
  static constexpr std::size_t most_remembered = 512;  ///< results, the last used ones

  explicit InferenceWorker(QObject* parent = nullptr);
  ~InferenceWorker() override;

  /// Finds out whether a file's model can run; facts() are there with looked(). Once a file.
  void look(const std::shared_ptr<const Document>& document);
  /// Null until known.
  const std::shared_ptr<const ModelFacts>& facts() const { return facts_; }
  bool looking() const { return looking_; }
  /// Ends all, forgets the model; results stay.
  void leave();

  /// Runs what is missing. A request of the same kind that is under way ends, with what it did kept.
  void measure(const MeasureRequest& request);
  void generate(const GenerationRequest& request);
  void cancel(Job job);
  bool running(Job job) const { return states_[job].running; }
  bool busy() const { return looking_ || running(measuring) || running(generating); }

  // What is known of a request, one a run; nothing where nothing is.
  std::vector<study::RunFigures> known(const MeasureRequest& request);
  study::RunLayers known_layers(const MeasureRequest& request);
  std::vector<study::RunText> known_texts(const GenerationRequest& request);
  /// Windows of the text of a plan without their tokens, once it was read; else nothing.
  std::optional<model::EvaluationText> known_text(const InferencePlan& plan) const;

  /// Tokens a second of the last finished run with this divergence; 0 where there is none.
  double measured_rate(bool divergence) const { return rates_[divergence ? 1 : 0]; }

 signals:
  void looked();
  /// Something became known.
  void arrived();
  void progress(int job, double fraction, const QString& activity);
  /// No such job is under way any more. `problem`: why it could not go on; usually empty.
  void finished(int job, bool cancelled, const QString& problem);

 private:
  struct State {
    std::stop_source stop;
    int generation = 0;
    bool running = false;
  };
  template <typename Value>
  struct Remembered {
    Value value;
    quint64 last_use = 0;
  };
  /// What the working thread alone uses.
  struct Engine;
  using Results = std::function<void()>;

  void start(Job job, std::function<void(const base::Job&)> work);
  /// `news`: arrived() is told of it.
  void add(const std::string& slot, Results store, bool news = true);
  void take();
  template <typename Value>
  Value recall(std::map<std::string, Remembered<Value>>& from, const std::string& key);
  template <typename Value>
  void remember(std::map<std::string, Remembered<Value>>& in, const std::string& key, Value value);

  std::shared_ptr<Engine> engine_;
  std::shared_ptr<const ModelFacts> facts_;
  std::shared_ptr<const Document> document_;
  bool looking_ = false;
  int look_generation_ = 0;
  State states_[jobs];
  double rates_[2] = {0, 0};
  std::map<std::string, Remembered<study::RunFigures>> figures_;
  std::map<std::string, Remembered<study::RunLayers>> layers_;
  std::map<std::string, Remembered<study::RunText>> texts_;
  std::map<std::string, Remembered<model::EvaluationText>> windows_;
  quint64 uses_ = 0;
  std::mutex mutex_;
  std::map<std::string, Results> pending_;  ///< guarded by the mutex: the newest of each
  bool news_ = false;                       ///< guarded by the mutex: results are among them
  QTimer update_;
  QElapsedTimer since_update_;
  Worker worker_;  ///< asked for by hand: as urgent as the window
};

}  // namespace quantscope::gui
