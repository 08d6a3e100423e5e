#include "app/gui/heat_map_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "app/gui/heat_map_sentence.h"
#include "app/gui/workspace.h"
#include "widgets/chart_frame.h"
#include "widgets/heat_map_view.h"
#include "widgets/job_bar.h"

namespace quantscope::gui {
namespace {

const QString heat_map_job = QStringLiteral("heat-map");
constexpr qint64 patience_ms = 300;  // without a word about what is under way

}  // namespace

HeatMapPage::HeatMapPage(Workspace& shared, QWidget* parent)
    : Page(shared, parent),
      what_(new QComboBox),
      readout_(new QLabel),
      view_(new widgets::HeatMapView),
      source_(new HeatMapSource(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 4);
  layout->setSpacing(2);
  auto* heading = new QHBoxLayout;
  what_->setObjectName(QStringLiteral("heat_map_what"));
  what_->setAccessibleName(tr("what the map shows"));
  what_->setToolTip(tr("The values of the tensor, or the error (quantized − original) of a setting"));
  what_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  readout_->setObjectName(QStringLiteral("heat_map_readout"));
  readout_->setForegroundRole(QPalette::PlaceholderText);
  readout_->setMinimumWidth(80);
  heading->addWidget(readout_, 1);
  heading->addWidget(what_);
  layout->addLayout(heading);
  layout->addWidget(view_, 1);
  update_choices();
  connect_workspace();
  connect_view();
  show_nothing(tr("Open a file to see its tensors."));
}

void HeatMapPage::connect_workspace() {
  Workspace& shared = workspace();
  connect(&shared, &Workspace::documentChanged, this, [this](bool same_file) {
    source_->clear();
    asked_.reset();
    shown_.reset();
    if (!same_file) show_nothing(tr("Select a tensor to see its map."));
  });
  for (const auto signal : {&Workspace::tensorChanged, &Workspace::loadedChanged, &Workspace::resultChanged})
    connect(&shared, signal, this, &HeatMapPage::refresh);
  connect(&shared, &Workspace::outlierFactorChanged, this, &HeatMapPage::update_outliers);
  connect(&shared, &Workspace::settingChanged, this, [this] {
    QString why_not;
    wanted(why_not);
    if (!why_not.isEmpty()) refresh();
    show_linked();  // theta may be a filter
  });
  connect(&shared.runs(), &RunList::changed, this, &HeatMapPage::update_choices);
  connect(&shared.linked(), &LinkedView::changed, this, &HeatMapPage::show_linked);
  connect(&shared.linked(), &LinkedView::hoverChanged, this, [this](int channel) {
    if (isVisible()) view_->setHoveredChannel(channel);
  });
  connect(&shared.jobs(), &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id == heat_map_job) source_->cancel();
  });
  connect(source_, &HeatMapSource::ready, this, &HeatMapPage::show_result);
  connect(source_, &HeatMapSource::failed, this, &HeatMapPage::show_nothing);
  connect(source_, &HeatMapSource::progress, this, [this](double fraction) {
    if (since_asked_.elapsed() > patience_ms)
      workspace().jobs().setJob(heat_map_job, tr("heat map"), fraction);
  });
  connect(source_, &HeatMapSource::ended, this, &HeatMapPage::finish);
}

void HeatMapPage::connect_view() {
  connect(what_, &QComboBox::activated, this, &HeatMapPage::choose);
  LinkedView& linked = workspace().linked();
  const auto follows = [this] { return shown_ && !shown_->kernel_channels; };
  connect(view_, &widgets::HeatMapView::channelSelected, this, [this, &linked, follows](int channel) {
    if (follows()) linked.set_channel(channel);
  });
  connect(view_, &widgets::HeatMapView::channelHovered, this, [this, &linked, follows](int channel) {
    if (follows()) linked.set_hover(channel);
  });
  connect(view_, &widgets::HeatMapView::channelsBrushed, this, [this, &linked, follows](int first, int last) {
    if (!follows()) return;
    std::vector<int> channels;
    for (int channel = first; channel <= last; ++channel) channels.push_back(channel);
    linked.set_channels(std::move(channels));
  });
  connect(view_, &widgets::HeatMapView::brushCleared, this, [&linked] { linked.clear_brush(); });
  connect(view_, &widgets::HeatMapView::readoutChanged, this, [this](const QString& text) {
    pointed_at_ = text;
    elide_readout();
  });
}

QList<widgets::ChartFrame*> HeatMapPage::charts() const {
  return {view_->frame()};
}

void HeatMapPage::activate() {
  refresh();
}

void HeatMapPage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  refresh();
}

void HeatMapPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  elide_readout();
}

void HeatMapPage::elide_readout() {
  readout_->setText(readout_->fontMetrics().elidedText(pointed_at_, Qt::ElideRight, readout_->width()));
}

bool HeatMapPage::is_busy() const {
  return source_->busy();
}

QJsonObject HeatMapPage::choices() const {
  QJsonObject object = view_->choices();
  static const QStringList kinds = {"values", "setting", "run"};
  object["what"] = kinds[choice_.kind];
  if (choice_.kind == Choice::run) object["run"] = choice_.run_name;
  return object;
}

void HeatMapPage::set_choices(const QJsonObject& choices) {
  view_->setChoices(choices);
  const QString what = choices["what"].toString();
  if (what == QLatin1String("run"))
    choice_ = {Choice::run, choices["run"].toString()};
  else if (what == QLatin1String("setting"))
    choice_ = {Choice::setting, {}};
  else if (what == QLatin1String("values"))
    choice_ = {};
  update_choices();
}

void HeatMapPage::update_choices() {
  const QSignalBlocker quiet(what_);
  what_->clear();
  what_->addItem(tr("values"));
  what_->addItem(tr("error of the current setting"));
  int selected = choice_.kind;
  bool found = choice_.kind != Choice::run;
  for (const PinnedRun& run : workspace().runs().runs()) {
    if (choice_.kind == Choice::run && run.name == choice_.run_name) {
      selected = what_->count();
      found = true;
    }
    what_->addItem(tr("error of %1").arg(run.name), run.name);
  }
  if (!found) {
    choice_ = {};
    selected = 0;
  }
  what_->setCurrentIndex(selected);
  refresh();
}

void HeatMapPage::choose(int index) {
  choice_ = {static_cast<Choice::Kind>(std::min(index, 2)), what_->itemData(index).toString()};
  refresh();
}

std::optional<HeatMapSubject> HeatMapPage::wanted(QString& why_not) const {
  const Workspace& shared = workspace();
  if (!shared.document() || shared.tensor() < 0 || !shared.loaded() ||
      shared.loaded()->tensor != shared.tensor())
    return std::nullopt;
  HeatMapSubject subject{shared.loaded(), std::nullopt};
  if (choice_.kind == Choice::setting) {
    subject.setting = shared.setting();
  } else if (choice_.kind == Choice::run) {
    for (const PinnedRun& run : shared.runs().runs())
      if (run.name == choice_.run_name) subject.setting = run.setting;
  }
  why_not = why_no_heat_map(subject);
  if (!why_not.isEmpty()) return std::nullopt;
  // The hand is on a slider: its full result tells when it rests.
  if (choice_.kind == Choice::setting && !shared.result()) return std::nullopt;
  return subject;
}

void HeatMapPage::refresh() {
  if (!isVisible()) return;
  QString why_not;
  std::optional<HeatMapSubject> subject = wanted(why_not);
  if (!why_not.isEmpty()) {
    source_->cancel();
    asked_.reset();
    show_nothing(why_not);
    return;
  }
  if (!subject || subject == asked_) return;
  asked_ = subject;
  since_asked_.start();
  source_->request(std::move(*subject), workspace().sites()->budget() / 4);
}

void HeatMapPage::finish() {
  workspace().jobs().removeJob(heat_map_job);
  // What was cancelled is asked for again when the page is shown next.
  if (asked_ && (!shown_ || shown_->subject != *asked_)) asked_.reset();
  emit settled();
}

void HeatMapPage::show_nothing(const QString& reason) {
  shown_.reset();
  pointed_at_.clear();
  elide_readout();
  view_->frame()->setTitle(tr("Where exactly are the large values, and where is the error?"));
  view_->frame()->setEmptyText(reason);
}

void HeatMapPage::show_result(const std::shared_ptr<const HeatMapResult>& result) {
  if (!shown_ || shown_->subject != result->subject) {
    pointed_at_.clear();
    elide_readout();
  }
  shown_ = result;
  const LoadedTensor& loaded = *result->subject.loaded;
  const storage::TensorInfo& info = workspace().document()->tensor(loaded.tensor);
  const HeatMapWords words = heat_map_words(*result);
  widgets::HeatMapData picture;
  picture.values = result->values;
  picture.value_name = result->subject.setting ? tr("error")
                       : loaded.subject.input  ? tr("activation")
                                               : tr("weight");
  picture.row_name = words.row;
  picture.column_name = words.column;
  picture.massive = result->massive.cells;
  picture.massive_count = result->massive.count;
  picture.preview = loaded.site->row_sample;
  picture.sample = result->values->shape().rows * result->values->shape().columns;
  picture.view_key = (loaded.subject.input ? QStringLiteral("inputs/") : QStringLiteral("weights/")) +
                     QString::fromStdString(info.kind);
  picture.outliers = outliers();
  view_->frame()->setEmptyText({});
  update_titles();
  view_->setData(std::move(picture));
  show_linked();
}

void HeatMapPage::update_titles() {
  const storage::TensorInfo& info = workspace().document()->tensor(shown_->subject.loaded->tensor);
  const QString name = QString::fromStdString(info.name);
  const auto& setting = shown_->subject.setting;
  view_->frame()->setTitle(!setting ? tr("Where exactly are the large values of %1?").arg(name)
                                    : tr("Where is the error of %1 in %2?").arg(short_name(*setting), name));
  view_->frame()->setExportName(name + (setting ? QStringLiteral("-error-map") : QStringLiteral("-map")));
  view_->frame()->setSentence(heat_map_sentence(*shown_, outliers()));
}

/// The columns of the map by the values that make outliers: those of the input where they are known, since
/// they are what a method sees.
std::vector<float> HeatMapPage::channel_maxima() const {
  if (!shown_) return {};
  const methods::Site& site = shown_->subject.loaded->site->full->site();
  const auto columns = static_cast<std::size_t>(shown_->values->shape().columns);
  if (site.input.channel_absmax.size() == columns && !shown_->kernel_channels)
    return site.input.channel_absmax;
  return shown_->values->column_absmax();
}

std::vector<int> HeatMapPage::outliers() const {
  if (shown_->kernel_channels) return {};
  const auto found = statistics::outliers(channel_maxima(), workspace().outlier_factor()).outlier_channels;
  std::vector<int> channels(found.begin(), found.end());
  std::ranges::sort(channels);
  return channels;
}

void HeatMapPage::update_outliers() {
  if (!shown_ || !view_->frame()->emptyText().isEmpty()) return;
  widgets::HeatMapData picture = view_->data();
  picture.outliers = outliers();
  view_->setData(std::move(picture));
  view_->frame()->setSentence(heat_map_sentence(*shown_, outliers()));
  show_linked();
}

void HeatMapPage::show_linked() {
  if (!shown_ || !isVisible()) return;
  if (shown_->kernel_channels) {
    view_->setSelectedChannel(-1);
    view_->setBrush(std::nullopt);
    view_->setKeptChannels(std::nullopt);
    return;
  }
  const ViewState& state = workspace().linked().state();
  view_->setSelectedChannel(state.channel);
  view_->setBrush(state.channels.empty()
                      ? std::nullopt
                      : std::optional(std::pair(state.channels.front(), state.channels.back())));
  const std::vector<float> maxima = channel_maxima();
  const std::vector<double> absmax(maxima.begin(), maxima.end());
  view_->setKeptChannels(
      workspace().kept_channels(absmax, statistics::outliers(maxima).channel_absmax_median));
}

}  // namespace quantscope::gui
