#pragma once

#include <QObject>
#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/gui/document.h"
#include "app/gui/worker.h"
#include "core/study/method_costs.h"
#include "core/study/overview.h"

namespace quantscope::gui {

/// What a method costs in a workload: of the open file's own layers, or of a shape's.
struct CostRequest {
  std::shared_ptr<const hardware::ModelShape> shape;
  std::shared_ptr<const Document> document;  ///< null: small random layers, scaled
  study::Setting setting;
};

/// Finds what methods cost in the background and remembers it. GUI thread only.
class AcceleratorCosts : public QObject {
  Q_OBJECT

 public:
  /// Layers of more bytes are not quantized for their cost: it is scaled from small ones.
  static constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20;
  static constexpr std::size_t most_remembered = 1024;

  /// Costs, or why there are none.
  struct Known {
    std::shared_ptr<const study::MethodCosts> costs;
    QString problem;
  };

  explicit AcceleratorCosts(QObject* parent = nullptr);
  ~AcceleratorCosts() override;

  /// Reads the shape of a file's model; looked() follows.
  void look(const std::shared_ptr<const Document>& document);
  /// Null until known, and where the file has none: file_problem().
  const std::shared_ptr<const hardware::ModelShape>& file_shape() const { return file_shape_; }
  const QString& file_problem() const { return file_problem_; }
  bool looking() const { return looking_; }

  /// Null while it is not known.
  const Known* known(const CostRequest& request) const;
  /// Finds those that are not known, the first first; an earlier request ends. arrived() follows for each.
  void want(std::vector<CostRequest> requests);
  bool busy() const { return looking_ || finding_; }

 signals:
  void looked();
  void arrived();

 private:
  std::string key_of(const CostRequest& request) const;

  std::shared_ptr<const Document> document_;
  std::shared_ptr<const hardware::ModelShape> file_shape_;
  QString file_problem_;
  bool looking_ = false, finding_ = false, slow_ = false;
  int look_ = 0, search_ = 0;
  std::vector<std::string> wanted_;
  std::unordered_map<std::string, Known> known_;
  std::stop_source stop_;
  Worker worker_;
};

}  // namespace quantscope::gui
