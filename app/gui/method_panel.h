#pragma once

#include <QString>
#include <QWidget>
#include <map>
#include <memory>
#include <optional>

#include "app/gui/loaded_site.h"
#include "core/study/overview.h"

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace quantscope::widgets {
class MetricTable;
class ParameterForm;
}  // namespace quantscope::widgets

namespace quantscope::gui {

class SearchCurveView;

using study::Setting;

/// The right column: method, parameters, what they cost and give. Built from the methods' descriptions.
class MethodPanel : public QWidget {
  Q_OBJECT

 public:
  explicit MethodPanel(QWidget* parent = nullptr);

  widgets::ParameterForm* form() const { return form_; }
  widgets::MetricTable* metrics() const { return metrics_; }
  SearchCurveView* search_curve() const { return curve_; }

  Setting setting() const;
  /// Only what differs from the defaults of this layer, so that it suits any layer: without it theta has each
  /// layer's own default.
  Setting essential_setting() const;
  /// Values that methods not shown had last.
  const std::map<std::string, base::ParameterValues>& remembered() const { return remembered_; }
  void set_remembered(std::map<std::string, base::ParameterValues> values) { remembered_ = std::move(values); }
  const std::shared_ptr<const LoadedSite>& site() const { return site_; }
  /// Another setting, what it leaves out at its defaults; asks for a result. `by_hand`: as if the hand had made
  /// it, an undo step.
  void apply(const Setting& setting, bool by_hand = false);
  /// The value of theta in force; none where the method has none or it is chosen by the search.
  std::optional<double> theta() const;
  /// Why the method cannot work on the site; empty where it can.
  QString unsuitable() const;

  /// No site: controls are disabled and say `reason`.
  void clear_site(const QString& reason);
  /// Bounds, defaults and suitability of a newly loaded site; figures start anew. Asks for nothing.
  void set_site(std::shared_ptr<const LoadedSite> site);
  /// Another method where the present one cannot work on the site; not an undo step, asks for nothing.
  void prefer_suitable_method();
  /// The keyboard on theta, or on the first parameter.
  void focus_first_parameter();
  /// Theta as the line in a chart was dragged to.
  void drag_theta(double theta, bool finished);
  void show_result(const std::shared_ptr<const study::AnalysisResult>& result, bool preview);
  void show_failure(const QString& problem);
  /// The pinned baseline on this tensor in place of the setting before; null for none.
  void set_baseline(const QString& name, std::shared_ptr<const study::AnalysisResult> result);

 public slots:
  void reset_parameters();
  void search_theta();

 signals:
  /// The setting changed; `preview` false where it is too heavy to follow the hand.
  void requested(bool preview);
  /// The hand let go: the full result is wanted now.
  void settled();
  /// One step of undo, in words; steps with the same key merge.
  void edited(const quantscope::gui::Setting& before, const quantscope::gui::Setting& after,
              const QString& what, const QString& key);
  void copyCommandRequested();

 private:
  void choose_method(const QString& id);
  void enter_method();
  void fill_form();
  void value_edited(const QString& id, bool dragging);
  void note_edit(const QString& key, bool preview);
  void show_figures();
  QString in_words(const Setting& before, const Setting& after) const;
  void begin_edit(bool dragging);
  void update_state();
  const MethodOnSite* on_site() const;
  const base::ParameterSpec* spec(const std::string& id) const;

  QScrollArea* below_;
  QComboBox* method_;
  QToolButton* help_;
  QLabel* unsuitable_;
  widgets::ParameterForm* form_;
  QPushButton* search_;
  QPushButton* use_found_;
  widgets::MetricTable* metrics_;
  QLabel* badge_;
  QLabel* notes_;
  SearchCurveView* curve_;
  QPushButton* copy_command_;
  QPushButton* reset_;

  std::shared_ptr<const LoadedSite> site_;
  std::map<std::string, base::ParameterValues> remembered_;  ///< by method, of methods not shown now
  Setting last_;                                             ///< as of the last undo step or request
  bool dragging_ = false;
  int drag_count_ = 0;
  bool changing_ = false;  ///< the form is changed by the program, not by hand
  std::shared_ptr<const study::AnalysisResult> before_, full_, found_, baseline_;
  std::shared_ptr<const study::AnalysisResult> shown_;  ///< in the table: full or preview
  bool shown_preview_ = false;
};

}  // namespace quantscope::gui
