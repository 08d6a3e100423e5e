#include "app/gui/welcome_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace quantscope::gui {

WelcomePage::WelcomePage(bool has_sample, QWidget* parent) : QWidget(parent) {
  auto* layout = new QVBoxLayout(this);
  layout->addStretch(2);
  text_ = new QLabel(this);
  text_->setObjectName(QStringLiteral("welcome_text"));
  text_->setAlignment(Qt::AlignCenter);
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::RichText);
  layout->addWidget(text_);
  buttons_ = new QWidget(this);
  auto* row = new QHBoxLayout(buttons_);
  row->addStretch(1);
  auto* open = new QPushButton(tr("Open…"), buttons_);
  connect(open, &QPushButton::clicked, this, &WelcomePage::openRequested);
  row->addWidget(open);
  if (has_sample) {
    auto* sample = new QPushButton(tr("Open the sample model"), buttons_);
    connect(sample, &QPushButton::clicked, this, &WelcomePage::sampleRequested);
    row->addWidget(sample);
  }
  row->addStretch(1);
  layout->addWidget(buttons_);
  layout->addStretch(3);
  set_activity({});
}

void WelcomePage::set_activity(const QString& activity) {
  buttons_->setVisible(activity.isEmpty());
  text_->setText(activity.isEmpty() ? tr("<h3>No model is open</h3><p>Drop an HDF5 file, a Hugging Face "
                                         "folder, or a safetensors, NumPy or "
                                         "llama2.c file here, or choose one.</p>")
                                    : activity.toHtmlEscaped());
}

}  // namespace quantscope::gui
