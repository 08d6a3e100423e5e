#pragma once

#include <QObject>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

#include "app/gui/view_filter.h"

namespace quantscope::gui {

/// What is looked at, the same on all pages.
struct ViewState {
  QString page;    ///< Page::id()
  QString tensor;  ///< path in the file; empty for none
  int channel = -1;
  std::optional<std::pair<double, double>> values;  ///< brushed range of values
  std::vector<int> channels;                        ///< brushed channels, ascending
  Filters filters;

  bool operator==(const ViewState&) const = default;
};

/// The linked state of all pages: page, tensor, channel, brush and filters, with back and forward like those
/// of a browser, and the hover, which no history keeps. Another tensor drops the channel and the brush. A
/// brush that is being drawn is one step.
class LinkedView : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t most_steps = 200;

  using QObject::QObject;

  const ViewState& state() const { return state_; }
  void set_page(const QString& id);
  void set_tensor(const QString& path);
  void set_channel(int channel);  ///< −1 for none
  void set_values(std::optional<std::pair<double, double>> range);
  void set_channels(std::vector<int> channels);
  void clear_brush();
  void set_filters(Filters filters);

  /// The channel under the pointer, −1 for none.
  void set_hover(int channel);
  int hover() const { return hover_; }

  bool can_go_back() const { return position_ > 0; }
  bool can_go_forward() const { return position_ + 1 < history_.size(); }
  void back();
  void forward();
  /// Another file or session: this state and no history.
  void restart(ViewState state);

 signals:
  /// Any part changed, by hand or by going back; `before` is what it was.
  void changed(const quantscope::gui::ViewState& before);
  void hoverChanged(int channel);
  void historyChanged();

 private:
  enum class Step { fresh, brush };
  void move_to(ViewState state, Step step);
  void show(ViewState state);

  ViewState state_;
  std::vector<ViewState> history_{ViewState{}};
  std::size_t position_ = 0;
  bool brushing_ = false;  ///< the last step was a brush on the same view: the next one takes its place
  int hover_ = -1;
};

}  // namespace quantscope::gui
