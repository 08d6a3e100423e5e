// The small histograms of the layers page.
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <algorithm>

#include "app/gui/layers_page.h"
#include "app/gui/workspace.h"
#include "core/base/error.h"
#include "widgets/chart_export.h"
#include "widgets/chart_frame.h"
#include "widgets/message_bar.h"
#include "widgets/number_text.h"
#include "widgets/small_multiples.h"

namespace quantscope::gui {

void LayersPage::show_tiles() {
  const bool logarithmic = options_->magnitudes_logarithmic();
  pictures_->set_scale(logarithmic ? statistics::ValueScale::logarithmic : statistics::ValueScale::linear);
  widgets::AxisScale scale;
  if (logarithmic) scale.kind = widgets::AxisScale::logarithmic;
  tiles_->setValueScale(scale);
  tiles_->setCommonAxes(options_->common_axes());
  tiles_->setCountLogarithmic(options_->counts_logarithmic());
  tiles_->setEmptyText(!workspace().document()
                           ? tr("Open a model to see how the values of its tensors are spread.")
                       : all_rows_.rows.empty() ? tr("This file has none of these tensors.")
                                                : tr("No layer passes the filters."));
  std::vector<widgets::HistogramTile> tiles;
  for (int block = 0; block < rows_.blocks; ++block)
    for (std::size_t row = 0; row < rows_.rows.size(); ++row) {
      const std::vector<int>& tensors = rows_.rows[row].tensors;
      if (block >= static_cast<int>(tensors.size()) || tensors[static_cast<std::size_t>(block)] < 0) continue;
      const int tensor = tensors[static_cast<std::size_t>(block)];
      tiles.push_back(tile_of(
          tensor, layer_name(*workspace().document(), rows_, {tensor, static_cast<int>(row), block, 0})));
    }
  tiles_->setTiles(std::move(tiles));
  tiles_->setSelected(workspace().tensor());
  show_tile_sentence();
  want_tiles();
}

widgets::HistogramTile LayersPage::tile_of(int tensor, const QString& title) const {
  widgets::HistogramTile tile;
  tile.id = tensor;
  tile.title = title;
  tile.full_name = QString::fromStdString(workspace().document()->tensor(tensor).name);
  if (const auto& summary = workspace().summary(tensor); summary && summary->problem.isEmpty())
    tile.figures = tr("absmax %1, outlier ratio %2, %n outlier channel(s)", nullptr,
                      static_cast<int>(summary->outlier_channels))
                       .arg(widgets::format_three(summary->absmax, false),
                            widgets::format_three(summary->outlier_ratio, false));
  if (const TilePicture* picture = pictures_->find(tensor)) {
    tile.problem = picture->problem;
    if (picture->histogram) tile.original = *picture->histogram;
  }
  return tile;
}

void LayersPage::show_tile_sentence() {
  const auto& tiles = tiles_->tiles();
  if (tiles.empty()) {
    tile_sentence_->clear();
    return;
  }
  int drawn = 0, with_outliers = 0;
  const widgets::HistogramTile* widest = nullptr;
  const widgets::HistogramTile* narrowest = nullptr;
  const auto absmax = [this](const widgets::HistogramTile* tile) {
    return workspace().summary(tile->id)->absmax;
  };
  for (const widgets::HistogramTile& tile : tiles) {
    drawn += tile.original || !tile.problem.isEmpty() ? 1 : 0;
    const auto& summary = workspace().summary(tile.id);
    if (!summary || !summary->problem.isEmpty()) continue;
    with_outliers += summary->outlier_channels > 0 ? 1 : 0;
    if (!widest || summary->absmax > absmax(widest)) widest = &tile;
    if (!narrowest || summary->absmax < absmax(narrowest)) narrowest = &tile;
  }
  QString text = tr("%n tensor(s).", nullptr, static_cast<int>(tiles.size()));
  if (widest && widest != narrowest)
    text += ' ' + tr("Absmax goes from %1 (%2) to %3 (%4); %5 have outlier channels.")
                      .arg(widgets::format_three(absmax(narrowest), false), narrowest->title,
                           widgets::format_three(absmax(widest), false), widest->title)
                      .arg(with_outliers);
  if (drawn < static_cast<int>(tiles.size()))
    text += ' ' + tr("Histograms %1 of %2.").arg(drawn).arg(tiles.size());
  tile_sentence_->setText(text);
}

void LayersPage::want_tiles() {
  if (!in_front_ || options_->view() != LayersPageOptions::View::histograms) return;
  const auto [first, last] = tiles_->visibleRange();
  const auto& tiles = tiles_->tiles();
  std::vector<int> wanted;
  for (int position = first; position <= last; ++position)
    wanted.push_back(tiles[static_cast<std::size_t>(position)].id);
  // Of those out of sight, what is known already; the others follow as the statistics come.
  for (const widgets::HistogramTile& tile : tiles)
    if (workspace().summary(tile.id)) wanted.push_back(tile.id);
  pictures_->want(wanted);
}

void LayersPage::show_tile_menu(const QPoint& position) {
  if (tiles_->tiles().empty()) return;
  QMenu menu(this);
  connect(menu.addAction(tr("Copy picture")), &QAction::triggered, this,
          [this] { QGuiApplication::clipboard()->setImage(tile_picture()); });
  connect(menu.addAction(tr("Copy table")), &QAction::triggered, this,
          [this] { QGuiApplication::clipboard()->setText(widgets::table_tsv(widgets::ChartFrame::labelled(tiles_->table()))); });
  connect(menu.addAction(tr("Save picture or table…")), &QAction::triggered, this, &LayersPage::save_tiles);
  menu.exec(tiles_->mapToGlobal(position));
}

QImage LayersPage::tile_picture() const {
  const double ratio = devicePixelRatioF();
  const QString label = workspace().document()->label();
  const int heading = label.isEmpty() ? 0 : fontMetrics().height() + 8;
  const QSize size = tiles_->exportSize() + QSize(0, heading);
  QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  if (heading > 0) {
    const widgets::Theme& theme = widgets::current_theme();
    painter.fillRect(0, 0, size.width(), heading, theme.chart_background);
    painter.setPen(theme.axis_text);
    painter.drawText(QRect(8, 0, size.width() - 16, heading), Qt::AlignVCenter, label);
    painter.translate(0, heading);
  }
  tiles_->paintAll(painter, widgets::current_theme());
  return image;
}

void LayersPage::save_tiles() {
  const QString offered =
      workspace().document()->display_name().section('.', 0, -2) + QStringLiteral("-histograms.png");
  const QString path = QFileDialog::getSaveFileName(this, tr("Save the histograms"), offered,
                                                    tr("Picture (*.png);;Table (*.csv *.json)"));
  if (path.isEmpty()) return;
  try {
    using widgets::ExportFormat;
    const ExportFormat format = widgets::format_of_path(path);
    if (format == ExportFormat::csv || format == ExportFormat::json) {
      const widgets::ChartTable table = widgets::ChartFrame::labelled(tiles_->table());
      widgets::write_export(path, format == ExportFormat::csv ? table_csv(table) : table_json(table));
    } else if (format == ExportFormat::png) {
      QBuffer file;
      tile_picture().save(&file, "PNG");
      widgets::write_export(path, file.data());
    } else {
      throw base::Error(tr("small histograms are saved as png, csv or json").toStdString(),
                        path.toStdString());
    }
    workspace().messages().postInformation(tr("%1 was written").arg(path));
  } catch (const std::exception& error) {
    workspace().messages().postError(tr("The histograms could not be saved"),
                                     QString::fromStdString(error.what()));
  }
}

}  // namespace quantscope::gui
