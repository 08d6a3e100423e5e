#include "app/gui/distribution_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/gui/channel_picture.h"
#include "app/gui/figures.h"
#include "app/gui/page_sentences.h"
#include "app/gui/run_overlays.h"
#include "app/gui/workspace.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

/// Largest channel maximum over the median one, beyond which a linear axis shows a single bar.
constexpr double collapsing_ratio = 1e4;

/// In pixels.
constexpr int compact_page_height = 640;

using storage::TensorRole;

bool is_input_role(TensorRole role) {
  return role == TensorRole::activation || role == TensorRole::channel_absmax;
}

std::vector<widgets::HistogramMark> marks_of(const statistics::TensorStatistics& statistics) {
  using widgets::MarkStyle;
  std::vector<widgets::HistogramMark> marks;
  if (statistics.count == statistics.nan + statistics.infinite) return marks;
  marks.push_back({statistics.mean, DistributionPage::tr("mean"), MarkStyle::mean});
  marks.push_back({statistics.p50, QStringLiteral("P50"), MarkStyle::quantile});
  marks.push_back({statistics.p99, QStringLiteral("P99"), MarkStyle::quantile});
  marks.push_back({statistics.p999, QStringLiteral("P99.9"), MarkStyle::quantile});
  marks.push_back({statistics.p9999, QStringLiteral("P99.99"), MarkStyle::quantile});
  return marks;
}

}  // namespace

DistributionPage::DistributionPage(Workspace& shared, RunOverlays& overlays, QWidget* parent)
    : Page(shared, parent), overlays_(overlays), highlight_(new ChannelHighlight(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 4);
  layout->setSpacing(2);
  auto* heading = new QHBoxLayout;
  header_ = new QLabel(this);
  header_->setObjectName(QStringLiteral("tensor_header"));
  header_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  QFont bold = header_->font();
  bold.setBold(true);
  header_->setFont(bold);
  header_->setMinimumWidth(80);
  details_ = new QLabel(this);
  details_->setForegroundRole(QPalette::PlaceholderText);
  heading->addWidget(header_, 1);
  heading->addWidget(details_);
  layout->addLayout(heading);

  splitter_ = new QSplitter(Qt::Vertical, this);
  splitter_->setObjectName(QStringLiteral("distribution_splitter"));
  splitter_->setChildrenCollapsible(false);
  histogram_ = new widgets::HistogramView(splitter_);
  histogram_->frame()->setTitle(tr("What does this setting do to this tensor?"));
  // Outliers are few: on a linear scale of counts they cannot be seen.
  histogram_->setCountLogarithmic(true);
  profile_holder_ = new QWidget(splitter_);
  auto* below = new QVBoxLayout(profile_holder_);
  below->setContentsMargins(0, 0, 0, 0);
  below->setSpacing(0);
  shown_ = new QComboBox(profile_holder_);
  shown_->setObjectName(QStringLiteral("profile_subject"));
  shown_->addItem(tr("Channels of the layer's input"), true);
  shown_->addItem(tr("Channels of this tensor"), false);
  shown_->setToolTip(tr("Whose channels the profile shows: θ splits channels of the input"));
  shown_->hide();
  auto* choice = new QHBoxLayout;
  choice->addStretch(1);
  choice->addWidget(shown_);
  below->addLayout(choice);
  profile_ = new widgets::ChannelProfileView(profile_holder_);
  profile_->frame()->setTitle(tr("Which channels stand out?"));
  below->addWidget(profile_, 1);
  splitter_->setStretchFactor(0, 5);
  splitter_->setStretchFactor(1, 4);
  layout->addWidget(splitter_, 1);

  connect(shown_, &QComboBox::currentIndexChanged, this, [this] { show_profile(profile_->data().preview); });
  connect(histogram_, &widgets::HistogramView::binOptionsChanged, this, &DistributionPage::binsChanged);
  LinkedView& linked = workspace().linked();
  connect(histogram_, &widgets::HistogramView::rangeBrushed, &linked,
          [&linked](double low, double high) { linked.set_values(std::pair(low, high)); });
  connect(histogram_, &widgets::HistogramView::brushCleared, &linked, &LinkedView::clear_brush);
  const auto follow = [this](bool finished) {
    return [this, finished](double theta) {
      theta_ = theta;
      emit thetaDragged(theta, finished);
    };
  };
  connect(histogram_, &widgets::HistogramView::thetaDragged, this, follow(false));
  connect(histogram_, &widgets::HistogramView::thetaDragFinished, this, follow(true));
  connect(profile_, &widgets::ChannelProfileView::thetaDragged, this, follow(false));
  connect(profile_, &widgets::ChannelProfileView::thetaDragFinished, this, follow(true));
  connect(profile_, &widgets::ChannelProfileView::factorChanged, &workspace(),
          &Workspace::set_outlier_factor);
  connect(profile_, &widgets::ChannelProfileView::limitChanged, this,
          &DistributionPage::update_profile_sentence);
  // Kernel channels, after reassembly, are no channels of the file.
  connect(profile_, &widgets::ChannelProfileView::channelsBrushed, &linked,
          [this, &linked](const std::vector<int>& channels) {
            if (shows_original_channels()) linked.set_channels(channels);
          });
  connect(profile_, &widgets::ChannelProfileView::brushCleared, &linked, &LinkedView::clear_brush);
  connect(profile_, &widgets::ChannelProfileView::channelSelected, &linked, [this, &linked](int channel) {
    if (shows_original_channels()) linked.set_channel(channel);
    update_profile_sentence();
  });
  connect(profile_, &widgets::ChannelProfileView::channelHovered, &linked,
          [this, &linked](int channel) { linked.set_hover(shows_original_channels() ? channel : -1); });
  connect(&linked, &LinkedView::hoverChanged, this, [this](int channel) {
    if (shows_original_channels() && !profile_->underMouse()) profile_->setHoveredChannel(channel);
  });
  connect(&linked, &LinkedView::changed, this, &DistributionPage::show_linked);
  connect(highlight_, &ChannelHighlight::changed, this,
          [this] { show_histogram(histogram_->data().preview); });
  connect(&overlays_, &RunOverlays::drawnChanged, this,
          [this] { show_histogram(histogram_->data().preview); });
  connect(&overlays_, &RunOverlays::changed, this, [this] { show_profile(profile_->data().preview); });
  connect(&workspace(), &Workspace::outlierFactorChanged, this, [this] {
    show_profile(profile_->data().preview);
    follow_channels();
  });
  // "Only above theta" moves with theta.
  connect(&workspace(), &Workspace::settingChanged, this, &DistributionPage::follow_channels);
  connect_frame(histogram_->frame());
  connect_frame(profile_->frame());
}

void DistributionPage::connect_frame(widgets::ChartFrame* frame) {
  connect(frame, &widgets::ChartFrame::maximiseToggled, this,
          [this, frame](bool on) { maximise(frame, on); });
}

void DistributionPage::maximise(widgets::ChartFrame* frame, bool on) {
  const bool first = frame == histogram_->frame();
  histogram_->setVisible(!on || first);
  profile_holder_->setVisible(!on || !first);
}

void DistributionPage::clear(const QString& reason) {
  document_.reset();
  tensor_ = -1;
  statistics_.reset();
  loaded_.reset();
  result_.reset();
  drawn_ = {};
  highlight_->clear();
  header_->clear();
  details_->clear();
  histogram_->frame()->setEmptyText(reason);
  profile_->frame()->setEmptyText(reason.isEmpty() ? reason : tr("No channels to show."));
  shown_->hide();
}

void DistributionPage::set_tensor(std::shared_ptr<const Document> document, int tensor,
                                  StatisticsStore::Entry statistics, qint64 sample) {
  document_ = std::move(document);
  tensor_ = tensor;
  sample_ = sample;
  statistics_ = std::move(statistics);
  loaded_.reset();
  result_.reset();
  drawn_ = {};
  highlight_->clear();
  update_header();
  // One absurd channel would press all others onto a linear axis.
  if (statistics_->outlier.outlier_ratio > collapsing_ratio) profile_->setValueLogarithmic(true);
  if (statistics_->values.finite() == 0)
    histogram_->frame()->setEmptyText(document_->tensor(tensor_).role == TensorRole::channel_absmax
                                          ? tr("This file knows only the largest magnitude of each "
                                               "channel.\nThere are no samples, so there is no histogram.")
                                          : tr("No value of this tensor is finite."));
  const QString name = QString::fromStdString(document_->tensor(tensor).name);
  histogram_->frame()->setExportName(name + QStringLiteral("-histogram"));
  profile_->frame()->setExportName(name + QStringLiteral("-channels"));
}

void DistributionPage::set_loaded(std::shared_ptr<const LoadedTensor> loaded) {
  loaded_ = std::move(loaded);
  const bool has_input = loaded_->site && loaded_->site->full->site().input.has_ranges();
  shown_->setVisible(has_input && !is_input_role(document_->tensor(tensor_).role));
  show_profile(false);
  show_linked();
}

void DistributionPage::update_header() {
  const storage::TensorInfo& info = document_->tensor(tensor_);
  header_->setToolTip(QString::fromStdString(info.path));
  QStringList extents;
  for (const std::int64_t extent : info.shape) extents << widgets::format_count(extent);
  const std::string_view type = tensor::element_name(info.type);
  details_->setText(QStringLiteral("%1  ·  %2  ·  %3")
                        .arg(extents.join(QStringLiteral(" × ")),
                             QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size())),
                             bytes_text(static_cast<double>(info.bytes()))));
  elide_header();
}

void DistributionPage::elide_header() {
  if (tensor_ < 0) return;
  const int room = width() - details_->sizeHint().width() - 32;
  header_->setText(header_->fontMetrics().elidedText(QString::fromStdString(document_->tensor(tensor_).name),
                                                     Qt::ElideMiddle, std::max(room, 80)));
}

void DistributionPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  elide_header();
  // Where the page is low, the charts get the room of their option rows; the buttons bring these back.
  const bool compact = height() < compact_page_height;
  if (std::exchange(compact_, compact) == compact) return;
  for (widgets::ChartFrame* frame : {histogram_->frame(), profile_->frame()})
    frame->setOptionsVisible(!compact);
}

bool DistributionPage::subject_is_input() const {
  return document_ && tensor_ >= 0 && is_input_role(document_->tensor(tensor_).role);
}

bool DistributionPage::shows_input() const {
  return subject_is_input() || (!shown_->isHidden() && shown_->currentData().toBool());
}

bool DistributionPage::shows_original_channels() const {
  return profile_->shown() == widgets::ChannelProfileView::Shown::original;
}

std::optional<double> DistributionPage::theta_of_profile() const {
  return shows_input() ? theta_ : std::nullopt;
}

void DistributionPage::set_theta(std::optional<double> theta, bool at_once) {
  theta_ = theta;
  if (!at_once) return;
  histogram_->setTheta(subject_is_input() ? theta_ : std::nullopt);
  profile_->setTheta(theta_of_profile());
  update_profile_sentence();
}

void DistributionPage::show_original(const DrawnPair& drawn) {
  drawn_ = drawn;
  overlays_.set_bins(drawn_.bins);
  result_.reset();
  show_histogram(false);
  show_profile(false);
  follow_channels();
}

void DistributionPage::show_result(const LiveResult& result, bool preview) {
  drawn_ = result.drawn;
  if (drawn_.original) overlays_.set_bins(drawn_.bins);
  result_ = result.analysis;
  show_histogram(preview);
  show_profile(preview);
  follow_channels();
}

void DistributionPage::show_histogram(bool preview) {
  if (!document_ || !drawn_.original) return;
  const storage::TensorInfo& info = document_->tensor(tensor_);
  widgets::HistogramData picture;
  picture.original = *drawn_.original;
  if (sample_ > 0) {
    // Counts of the sample stand for the whole, so that the axis stays when the rest comes.
    const double factor =
        static_cast<double>(tensor::element_count(info.shape)) / static_cast<double>(sample_);
    for (double& count : picture.original.counts) count *= factor;
  }
  picture.now = drawn_.now;
  picture.scale = drawn_.bins.scale;
  picture.linear_width = drawn_.bins.linear_width;
  if (result_) {
    picture.levels = result_->levels;
    if (!result_->clip.empty()) {
      picture.clip_low = result_->clip.low;
      picture.clip_high = result_->clip.high;
    }
  }
  picture.marks = marks_of(*statistics_);
  if (subject_is_input()) picture.theta = theta_;
  picture.value_name = subject_is_input()                ? tr("activation")
                       : info.role == TensorRole::weight ? tr("weight")
                                                         : tr("value");
  picture.preview = preview || sample_ > 0;
  picture.sample = sample_ > 0 ? sample_ : result_ ? result_->values_seen : 0;
  picture.pinned = overlays_.drawn();
  if (const auto& highlighted = highlight_->drawn()) {
    widgets::RunStyle style;
    style.name = tr("%n chosen channel(s)", nullptr, highlight_->channels());
    style.colour_index = widgets::RunStyle::outliers;
    picture.pinned.push_back({style, *highlighted});
  }
  picture.view_key = (subject_is_input() ? QStringLiteral("inputs/") : QStringLiteral("weights/")) +
                     QString::fromStdString(info.kind) + QString::number(static_cast<int>(picture.scale));
  histogram_->frame()->setEmptyText({});
  histogram_->setData(std::move(picture));
  histogram_->setBrush(workspace().linked().state().values);
  update_histogram_sentence();
}

void DistributionPage::show_profile(bool preview) {
  if (!document_ || !statistics_) return;
  ChannelPictureFacts facts;
  facts.of_input = shows_input();
  facts.statistics = statistics_.get();
  facts.loaded = loaded_.get();
  facts.result = result_.get();
  facts.subject_is_input = subject_is_input();
  widgets::ChannelProfileData picture = channel_picture(facts);
  picture.theta = theta_of_profile();
  picture.factor = workspace().outlier_factor();
  picture.value_name = tr("absmax");
  picture.preview = (preview && !picture.after.empty()) || sample_ > 0;
  picture.sample = sample_ > 0 ? sample_ : result_ ? result_->values_seen : 0;
  if (!facts.of_input || facts.subject_is_input) picture.pinned = overlays_.after_absmax();
  picture.view_key = (facts.of_input ? QStringLiteral("inputs/") : QStringLiteral("weights/")) +
                     QString::fromStdString(document_->tensor(tensor_).kind);
  profile_->frame()->setTitle(facts.of_input ? tr("Which channels of the input stand out?")
                                             : tr("Which channels of the tensor stand out?"));
  const QString no_channels = sample_ > 0 ? tr("The channels are known once all rows are read.")
                                          : tr("No channel has a finite value.");
  profile_->frame()->setEmptyText(picture.absmax.empty() ? no_channels : QString());
  if (picture.absmax.empty()) return;
  profile_->setData(std::move(picture));
  update_profile_sentence();
}

void DistributionPage::update_histogram_sentence() {
  if (!drawn_.original || !statistics_) return;
  if (const auto& brush = workspace().linked().state().values) {
    const auto [low, high] = *brush;
    qint64 channels = 0;
    const auto magnitudes = magnitudes_of(low, high);
    for (const float absmax : statistics_->channels.absmax)
      if (absmax >= magnitudes.first && absmax <= magnitudes.second) ++channels;
    histogram_->frame()->setSentence(range_sentence(share_in_range(*drawn_.original, low, high), low, high,
                                                    channels, statistics_->channels.channels()));
    return;
  }
  QString text = result_ ? setting_sentence(*result_) : QString();
  if (text.isEmpty()) text = original_sentence(*statistics_);
  if (loaded_ && loaded_->site && loaded_->site->row_sample)
    text += ' ' + tr("Larger than the memory budget: after values come from a sample of its rows.");
  if (!drawn_.original->note.empty()) text += ' ' + QString::fromStdString(drawn_.original->note) + '.';
  histogram_->frame()->setSentence(text);
}

void DistributionPage::update_profile_sentence() {
  if (!statistics_) return;
  ProfileFacts facts;
  facts.marked = static_cast<qint64>(profile_->markedChannels().size());
  facts.channels = static_cast<qint64>(profile_->shown() == widgets::ChannelProfileView::Shown::original
                                           ? profile_->data().absmax.size()
                                           : profile_->data().after.size());
  facts.factor = workspace().outlier_factor();
  facts.limit = profile_->limit() == widgets::ChannelProfileView::Limit::theta && theta_of_profile()
                    ? tr("θ = %1").arg(widgets::format_three(*theta_of_profile(), false))
                    : tr("%1 × median").arg(widgets::format_three(workspace().outlier_factor(), false));
  facts.result = result_.get();
  QString text = profile_sentence(facts);
  const int channel = profile_->selectedChannel();
  const std::vector<double>& absmax = profile_->data().absmax;
  if (channel >= 0 && profile_->shown() == widgets::ChannelProfileView::Shown::original &&
      channel < static_cast<int>(absmax.size()) && profile_->data().median > 0)
    text = tr("Channel %1 reaches %2, %3 × the median channel. ")
               .arg(channel)
               .arg(widgets::format_three(absmax[static_cast<std::size_t>(channel)], false),
                    widgets::format_three(absmax[static_cast<std::size_t>(channel)] / profile_->data().median,
                                          false)) +
           text;
  profile_->frame()->setSentence(text);
}

std::optional<std::vector<int>> DistributionPage::chosen_channels() const {
  if (!statistics_) return std::nullopt;
  const ViewState& state = workspace().linked().state();
  const widgets::ChannelProfileData& profile = profile_->data();
  std::optional<std::vector<int>> kept = workspace().kept_channels(profile.absmax, profile.median);
  if (state.channels.empty()) return kept;
  if (!kept) return state.channels;
  std::vector<int> both;
  std::ranges::set_intersection(*kept, state.channels, std::back_inserter(both));
  return both;
}

void DistributionPage::follow_channels() {
  if (!statistics_) return;
  const std::optional<std::vector<int>> kept =
      workspace().kept_channels(profile_->data().absmax, profile_->data().median);
  profile_->setKept(kept);
  emit channelsKept(kept ? std::optional(std::pair(static_cast<int>(kept->size()),
                                                   static_cast<int>(profile_->data().absmax.size())))
                         : std::nullopt);
  const std::optional<std::vector<int>> chosen = chosen_channels();
  const auto channels = static_cast<std::size_t>(statistics_->channels.channels());
  if (chosen && loaded_ && loaded_->site && drawn_.original && chosen->size() < channels &&
      std::ranges::all_of(*chosen, [&](int channel) { return channel < static_cast<int>(channels); }))
    highlight_->show(loaded_, *chosen, drawn_.bins);
  else
    highlight_->clear();
}

void DistributionPage::show_linked() {
  if (!statistics_) return;
  const ViewState& state = workspace().linked().state();
  histogram_->setBrush(state.values);
  profile_->setSelectedChannel(shows_original_channels() ? state.channel : -1);
  profile_->setBrush(shows_original_channels() ? state.channels : std::vector<int>());
  const bool same_values = !shows_input() || subject_is_input();
  profile_->setHighlight(state.values && same_values
                             ? std::optional(magnitudes_of(state.values->first, state.values->second))
                             : std::nullopt);
  follow_channels();
  update_histogram_sentence();
  update_profile_sentence();
}

QList<widgets::ChartFrame*> DistributionPage::charts() const {
  return {histogram_->frame(), profile_->frame()};
}

QJsonObject DistributionPage::choices() const {
  const statistics::BinOptions bins = histogram_->binOptions();
  return {{QStringLiteral("scale"), static_cast<int>(bins.scale)},
          {QStringLiteral("rule"), static_cast<int>(bins.rule)},
          {QStringLiteral("bins"), bins.number},
          {QStringLiteral("bin_width"), bins.width},
          {QStringLiteral("count_logarithmic"), histogram_->countLogarithmic()},
          {QStringLiteral("mass"), histogram_->showsMass()},
          {QStringLiteral("sorted"), profile_->order() == widgets::ChannelProfileView::Order::sorted},
          {QStringLiteral("profile_logarithmic"), profile_->valueLogarithmic()}};
}

void DistributionPage::set_choices(const QJsonObject& choices) {
  statistics::BinOptions bins = histogram_->binOptions();
  const int scale = choices[QStringLiteral("scale")].toInt(-1);
  const int rule = choices[QStringLiteral("rule")].toInt(-1);
  const double number = choices[QStringLiteral("bins")].toDouble(bins.number);
  const double width = choices[QStringLiteral("bin_width")].toDouble(bins.width);
  if (scale >= 0 && scale <= static_cast<int>(statistics::ValueScale::symmetric_logarithmic))
    bins.scale = static_cast<statistics::ValueScale>(scale);
  if (rule >= 0 && rule <= static_cast<int>(statistics::BinRule::freedman_diaconis))
    bins.rule = static_cast<statistics::BinRule>(rule);
  if (number >= 1 && number <= 4096) bins.number = number;
  if (width >= 0) bins.width = width;
  histogram_->setBinOptions(bins);
  histogram_->setCountLogarithmic(
      choices[QStringLiteral("count_logarithmic")].toBool(histogram_->countLogarithmic()));
  histogram_->setShowsMass(choices[QStringLiteral("mass")].toBool(histogram_->showsMass()));
  profile_->setOrder(choices[QStringLiteral("sorted")].toBool()
                         ? widgets::ChannelProfileView::Order::sorted
                         : widgets::ChannelProfileView::Order::in_place);
  profile_->setValueLogarithmic(
      choices[QStringLiteral("profile_logarithmic")].toBool(profile_->valueLogarithmic()));
  emit binsChanged(histogram_->binOptions());
}

}  // namespace quantscope::gui
