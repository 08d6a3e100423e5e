#include "app/gui/linked_view.h"

#include <algorithm>

namespace quantscope::gui {

void LinkedView::set_page(const QString& id) {
  ViewState next = state_;
  next.page = id;
  move_to(std::move(next), Step::fresh);
}

void LinkedView::set_tensor(const QString& path) {
  if (path == state_.tensor) return;
  ViewState next = state_;
  next.tensor = path;
  next.channel = -1;
  next.values.reset();
  next.channels.clear();
  move_to(std::move(next), Step::fresh);
}

void LinkedView::set_channel(int channel) {
  ViewState next = state_;
  next.channel = channel;
  move_to(std::move(next), Step::fresh);
}

void LinkedView::set_values(std::optional<std::pair<double, double>> range) {
  ViewState next = state_;
  next.values = range;
  move_to(std::move(next), Step::brush);
}

void LinkedView::set_channels(std::vector<int> channels) {
  std::ranges::sort(channels);
  ViewState next = state_;
  next.channels = std::move(channels);
  move_to(std::move(next), Step::brush);
}

void LinkedView::clear_brush() {
  ViewState next = state_;
  next.values.reset();
  next.channels.clear();
  move_to(std::move(next), Step::brush);
}

void LinkedView::set_filters(Filters filters) {
  ViewState next = state_;
  next.filters = std::move(filters);
  move_to(std::move(next), Step::fresh);
}

void LinkedView::set_hover(int channel) {
  if (std::exchange(hover_, channel) != channel) emit hoverChanged(channel);
}

void LinkedView::move_to(ViewState state, Step step) {
  if (state == state_) return;
  // What stands before the first page and tensor is no place to go back to.
  const bool empty_place = history_[position_].tensor.isEmpty() || history_[position_].page.isEmpty();
  history_.resize(position_ + 1);
  if (empty_place || (step == Step::brush && brushing_))
    history_[position_] = state;
  else
    history_.push_back(state);
  if (history_.size() > most_steps) history_.erase(history_.begin());
  position_ = history_.size() - 1;
  brushing_ = step == Step::brush;
  show(std::move(state));
}

void LinkedView::back() {
  if (!can_go_back()) return;
  brushing_ = false;
  show(history_[--position_]);
}

void LinkedView::forward() {
  if (!can_go_forward()) return;
  brushing_ = false;
  show(history_[++position_]);
}

void LinkedView::restart(ViewState state) {
  history_ = {state};
  position_ = 0;
  brushing_ = false;
  show(std::move(state));
}

void LinkedView::show(ViewState state) {
  const ViewState before = std::exchange(state_, std::move(state));
  if (before.tensor != state_.tensor) set_hover(-1);
  emit changed(before);
  emit historyChanged();
}

}  // namespace quantscope::gui
