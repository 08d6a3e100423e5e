#include "widgets/job_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "widgets/icons.h"

namespace quantscope::widgets {

constexpr std::size_t most_shown = 3;

class JobEntry : public QWidget {
 public:
  JobEntry(const QString& id, JobBar* bar)
      : QWidget(bar), id_(id), text_(new QLabel), progress_(new QProgressBar), cancel_(new QToolButton) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    progress_->setFixedWidth(90);
    progress_->setMaximumHeight(fontMetrics().height() + 2);
    cancel_->setIcon(icon(Icon::close));
    cancel_->setAutoRaise(true);
    setObjectName("job_" + id);
    progress_->setObjectName("job_progress_" + id);
    cancel_->setObjectName("job_cancel_" + id);
    layout->addWidget(text_);
    layout->addWidget(progress_);
    layout->addWidget(cancel_);
    QObject::connect(cancel_, &QToolButton::clicked, bar, [this, bar] {
      cancelling_ = true;
      cancel_->setEnabled(false);
      text_->setText(JobBar::tr("%1: cancelling…").arg(wanted_));
      emit bar->cancelRequested(id_);
    });
  }

  const QString& id() const { return id_; }

  void update_job(const QString& text, double fraction) {
    if (!cancelling_ && text != wanted_) text_->setText(text);
    wanted_ = text;
    progress_->setAccessibleName(text);
    cancel_->setToolTip(JobBar::tr("Cancel %1").arg(text));
    cancel_->setAccessibleName(cancel_->toolTip());
    const bool known = fraction >= 0 && std::isfinite(fraction);
    progress_->setRange(0, known ? 100 : 0);
    if (known) progress_->setValue(static_cast<int>(std::floor(100 * std::min(fraction, 1.0))));
  }

 private:
  QString id_, wanted_;
  QLabel* text_;
  QProgressBar* progress_;
  QToolButton* cancel_;
  bool cancelling_ = false;
};

JobBar::JobBar(QWidget* parent) : QWidget(parent), layout_(new QHBoxLayout(this)), more_(new QLabel) {
  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setSpacing(14);
  layout_->addWidget(more_);
  layout_->addStretch(1);
  more_->setVisible(false);
}

void JobBar::setJob(const QString& id, const QString& text, double fraction) {
  auto found = std::ranges::find_if(jobs_, [&](const JobEntry* each) { return each->id() == id; });
  if (found == jobs_.end()) {
    auto* entry = new JobEntry(id, this);
    layout_->insertWidget(static_cast<int>(jobs_.size()), entry);
    jobs_.push_back(entry);
    found = jobs_.end() - 1;
    refresh();
  }
  (*found)->update_job(text, fraction);
}

void JobBar::removeJob(const QString& id) {
  const auto found = std::ranges::find_if(jobs_, [&](const JobEntry* each) { return each->id() == id; });
  if (found == jobs_.end()) return;
  (*found)->hide();
  (*found)->deleteLater();
  layout_->removeWidget(*found);
  jobs_.erase(found);
  refresh();
}

void JobBar::refresh() {
  for (std::size_t index = 0; index < jobs_.size(); ++index) jobs_[index]->setVisible(index < most_shown);
  more_->setVisible(jobs_.size() > most_shown);
  if (jobs_.size() > most_shown) more_->setText(tr("and %1 more").arg(jobs_.size() - most_shown));
}

}  // namespace quantscope::widgets
