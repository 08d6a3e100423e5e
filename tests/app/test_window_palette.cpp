#include <rapidcheck.h>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "app/gui/command_palette.h"
#include "app/gui/document.h"
#include "app/gui/palette_sources.h"
#include "app/gui/workspace.h"
#include "core/methods/method.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/parameter_form.h"
#include "widgets/theme.h"

namespace test_window_palette {

using namespace quantscope;
using gui::CommandPalette;
using gui::PaletteItem;

namespace {

PaletteItem item(
    const QString& title, const QString& group = QStringLiteral("Action"),
    std::function<void()> run = [] {}) {
  PaletteItem made;
  made.title = title;
  made.group = group;
  made.run = std::move(run);
  return made;
}

gui::PaletteItems list_of(const QStringList& titles, const QString& group = QStringLiteral("Action")) {
  std::vector<PaletteItem> items;
  for (const QString& title : titles) items.push_back(item(title, group));
  return std::make_shared<const std::vector<PaletteItem>>(std::move(items));
}

QStringList found(gui::PaletteIndex& index, const QString& query, int most = 50) {
  QStringList titles;
  for (const auto& hit : index.find(query, most)) titles << hit.item->title;
  return titles;
}

int score(const char16_t* text, const char16_t* word) {
  return gui::word_score(text, word);
}

}  // namespace

class WindowPaletteTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    tests::isolate_settings(folder_.filePath("settings"));
    model_ = tests::generate_model(folder_.filePath("model.h5"));
  }

  void init() {
    QSettings().clear();
    messages_ = std::make_unique<widgets::MessageBar>();
    jobs_ = std::make_unique<widgets::JobBar>();
    workspace_ = std::make_unique<gui::Workspace>(messages_.get(), jobs_.get());
    workspace_->set_document(gui::Document::open(model_.path), nullptr, nullptr);
    workspace_->set_tensor(0);
    workspace_->set_setting({"qllm", {}}, 6.0);
    window_ = std::make_unique<QMainWindow>();
    window_->resize(1100, 720);
    form_ = new widgets::ParameterForm;
    form_->setSpecs(methods::method_by_id("qllm").parameters(nullptr));
    window_->setCentralWidget(form_);
    QMenu* file = window_->menuBar()->addMenu(QStringLiteral("&File"));
    QAction* open = file->addAction(QStringLiteral("&Open…"));
    open->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_O));
    QAction* export_chart = file->addAction(QStringLiteral("&Export current chart…"));
    export_chart->setEnabled(false);
    export_chart->setProperty(gui::disabled_reason, QStringLiteral("no file is open"));
    QMenu* recent = file->addMenu(QStringLiteral("Open &recent"));
    connect(recent, &QMenu::aboutToShow, recent, [recent] {
      recent->clear();
      recent->addAction(QStringLiteral("model && friends.h5"));
    });
    palette_ = new CommandPalette(window_.get());
    palette_->add_source([this] { return gui::action_items(*window_); });
    palette_->add_source([this] { return gui::parameter_items(*form_); });
    palette_->add_source([this] { return gui::method_items(*workspace_); });
    palette_->add_source([this] { return gui::run_items(*workspace_); });
    palette_->add_source(gui::tensor_source(*workspace_));
    palette_->add_answer(
        [this](const QString& query) { return gui::parameter_answers(*workspace_, *form_, query); });
    window_->show();
    QApplication::setActiveWindow(window_.get());
  }

  void cleanup() {
    window_.reset();
    workspace_.reset();
  }

  void starts_rank_above_insides_above_scattered_letters() {
    QVERIFY(score(u"weight bits", u"weight") > score(u"use weight", u"weight"));
    QVERIFY(score(u"use weight", u"weight") > score(u"overweight", u"weight"));
    QVERIFY(score(u"overweight", u"weight") > score(u"wide eight", u"weight"));
    QVERIFY(score(u"down_proj", u"dp") > 0);
    QVERIFY(score(u"layers.12.mlp", u"12") > score(u"layers.812.mlp", u"12"));
    QCOMPARE(score(u"down_proj", u"pd"), 0);
    QCOMPARE(score(u"down_proj", u"op"), 0);  // scattered letters begin at the start of a word
  }

  void matched_letters_are_told() {
    std::vector<int> letters;
    gui::word_score(u"down_proj", u"dp", &letters);
    QCOMPARE(letters, (std::vector<int>{0, 5}));
    gui::PaletteIndex index;
    index.set_items({list_of({QStringLiteral("Reset Zoom")})}, {});
    QCOMPARE(index.find(QStringLiteral("zoom re"), 5).at(0).letters, (std::vector<int>{0, 1, 6, 7, 8, 9}));
  }

  void words_match_in_any_order_and_in_the_group() {
    gui::PaletteIndex index;
    index.set_items(
        {list_of({QStringLiteral("RTN"), QStringLiteral("QLLM")}, QStringLiteral("Method")),
         list_of({QStringLiteral("rtn_scale.method"), QStringLiteral("pattern")}, QStringLiteral("Tensor"))},
        {});
    QCOMPARE(found(index, QStringLiteral("method rtn")).value(0), QStringLiteral("RTN"));
    QCOMPARE(found(index, QStringLiteral("qllm method")), QStringList{QStringLiteral("QLLM")});
    QCOMPARE(found(index, QStringLiteral("tensor pat")), QStringList{QStringLiteral("pattern")});
    QVERIFY(found(index, QStringLiteral("no such thing")).isEmpty());
  }

  void typing_on_finds_what_a_fresh_search_finds() {
    QVERIFY(rc::check("incremental search", [] {
      static const QString signs = QStringLiteral("abAB_. 1θ");
      const auto text = [&](int most) {
        QString made;
        for (int length = *rc::gen::inRange(0, most); length > 0; --length)
          made += signs[*rc::gen::inRange<int>(0, int(signs.size()))];
        return made;
      };
      QStringList titles;
      for (int count = *rc::gen::inRange(1, 40); count > 0; --count) titles << text(20);
      const std::vector<gui::PaletteItems> lists{list_of(titles), list_of({text(10), text(10)}, text(8))};
      gui::PaletteIndex typed;
      typed.set_items(lists, {});
      const QString query = text(8);
      for (int length = 0; length <= query.size(); ++length) {
        gui::PaletteIndex fresh;
        fresh.set_items(lists, {});
        RC_ASSERT(found(typed, query.left(length), 10) == found(fresh, query.left(length), 10));
        RC_ASSERT(typed.matches() == fresh.matches());
      }
    }));
  }

  void a_hundred_thousand_tensors_are_searched_letter_by_letter() {
    QStringList titles;
    for (int layer = 0; layer < 2500; ++layer)
      for (int part = 0; part < 40; ++part)
        titles << QStringLiteral("model.layers.%1.mlp.experts.%2.down_proj.weight").arg(layer).arg(part);
    gui::PaletteIndex index;
    QElapsedTimer clock;
    clock.start();
    const gui::PaletteItems tensors = list_of(titles, QStringLiteral("Tensor"));
    index.set_items({tensors}, {});
    qInfo("prepared in %lld ms", clock.restart());
    index.set_items({tensors}, {});
    qInfo("opened again in %lld ms", clock.elapsed());
    const QString query = QStringLiteral("down 1234 7");
    for (int length = 1; length <= query.size(); ++length) {
      clock.restart();
      const auto hits = index.find(query.left(length), CommandPalette::most_rows);
      qInfo("\"%s\": %d matches in %.1f ms", qPrintable(query.left(length)), index.matches(),
            double(clock.nsecsElapsed()) / 1e6);
      QVERIFY(int(hits.size()) <= CommandPalette::most_rows);
    }
    QCOMPARE(found(index, query).value(0),
             QStringLiteral("model.layers.1234.mlp.experts.7.down_proj.weight"));
  }

  void the_keyboard_finds_and_runs_an_action() {
    QSignalSpy triggered(window_->menuBar()->actions().at(0)->menu()->actions().at(0), &QAction::triggered);
    open_and_type("open");
    QCOMPARE(shown(0)->title, QStringLiteral("Open…"));
    QCOMPARE(shown(0)->subtitle, QStringLiteral("File"));
    QVERIFY(!shown(0)->shortcut.isEmpty());
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QCOMPARE(triggered.size(), 1);
    QVERIFY(!palette_->isVisible());
  }

  void menus_that_fill_when_they_open_are_searched() {
    open_and_type("friends");
    QCOMPARE(shown(0)->title, QStringLiteral("model & friends.h5"));
    QCOMPARE(shown(0)->subtitle, QStringLiteral("File → Open recent"));
  }

  void a_disabled_action_says_why_and_does_nothing() {
    open_and_type("export current");
    QVERIFY(!shown(0)->enabled);
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QVERIFY(palette_->isVisible());
    auto* foot = palette_->findChild<QLabel*>(QStringLiteral("palette_foot"));
    QVERIFY(foot->text().contains(QStringLiteral("no file is open")));
    const QModelIndex first = palette_->list()->model()->index(0, 0);
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("no file is open")));
  }

  void arrows_choose_and_escape_gives_the_keyboard_back() {
    auto* spin = form_->findChild<QWidget*>(QStringLiteral("theta_spin"));
    QVERIFY(spin);
    spin->setFocus();
    open_and_type("");
    QVERIFY(palette_->input()->hasFocus());
    QCOMPARE(palette_->list()->currentIndex().row(), 0);
    QTest::keyClick(palette_->input(), Qt::Key_Down);
    QTest::keyClick(palette_->input(), Qt::Key_Down);
    QCOMPARE(palette_->list()->currentIndex().row(), 2);
    QTest::keyClick(palette_->input(), Qt::Key_Up);
    QCOMPARE(palette_->list()->currentIndex().row(), 1);
    QTest::keyClick(palette_->input(), Qt::Key_Up);
    QTest::keyClick(palette_->input(), Qt::Key_Up);  // around the end
    QCOMPARE(palette_->list()->currentIndex().row(), palette_->list()->model()->rowCount() - 1);
    QTest::keyClick(palette_->input(), Qt::Key_Escape);
    QVERIFY(!palette_->isVisible());
    QVERIFY(spin->hasFocus() || spin->isAncestorOf(QApplication::focusWidget()));
  }

  void a_tensor_is_asked_for_by_its_name() {
    QSignalSpy asked(workspace_.get(), &gui::Workspace::tensorAsked);
    open_and_type("1 down input");
    QVERIFY(shown(0)->title.contains(QStringLiteral("layers.1.mlp.down_proj.input")));
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(QString::fromStdString(workspace_->document()->tensor(asked[0][0].toInt()).name),
             QStringLiteral("model.layers.1.mlp.down_proj.input"));
  }

  void a_parameter_takes_the_keyboard_or_a_value() {
    open_and_type("weight bits");
    QVERIFY(shown(0)->subtitle.startsWith(QStringLiteral("weight_bits = ")));
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QWidget* focus = QApplication::focusWidget();
    QVERIFY(focus && form_->isAncestorOf(focus));
    QVERIFY(focus->objectName().startsWith(QStringLiteral("weight_bits")));

    for (const char* query : {"weight bits 3", "weight_bits=3", "weight_bits = 3", "w bits 3"}) {
      QSignalSpy asked(workspace_.get(), &gui::Workspace::settingAsked);
      open_and_type(query);
      QVERIFY2(shown(0) && shown(0)->enabled, query);
      QTest::keyClick(palette_->input(), Qt::Key_Return);
      QCOMPARE(asked.size(), 1);
      const auto setting = asked[0][0].value<study::Setting>();
      QCOMPARE(setting.method, std::string("qllm"));
      QCOMPARE(setting.values.at("weight_bits"), base::ParameterValue(3.0));
    }
    QSignalSpy asked(workspace_.get(), &gui::Workspace::settingAsked);
    for (const char* query : {"theta 6.2", "assembly off", "choice of θ adaptive"}) {
      open_and_type(query);
      QTest::keyClick(palette_->input(), Qt::Key_Return);
    }
    QCOMPARE(asked.size(), 3);
    QCOMPARE(asked[0][0].value<study::Setting>().values.at("theta"), base::ParameterValue(6.2));
    QCOMPARE(asked[1][0].value<study::Setting>().values.at("assembly"), base::ParameterValue(false));
    QCOMPARE(asked[2][0].value<study::Setting>().values.at("theta_mode"),
             base::ParameterValue(std::string("adaptive")));
  }

  void a_wrong_value_is_refused_with_what_would_be_accepted() {
    QSignalSpy asked(workspace_.get(), &gui::Workspace::settingAsked);
    open_and_type("weight bits 99");
    QVERIFY(!shown(0)->enabled);
    QVERIFY2(shown(0)->reason.contains(QStringLiteral("16")), qPrintable(shown(0)->reason));
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QCOMPARE(asked.size(), 0);
    palette_->input()->setText(QStringLiteral("theta mode"));
    QVERIFY(shown(0)->enabled);  // a name, not a wrong value
    form_->setValue(QStringLiteral("theta_mode"), std::string("adaptive"));
    palette_->input()->setText(QStringLiteral("theta 6.2"));
    QVERIFY(!shown(0)->enabled);
    QVERIFY2(shown(0)->reason.contains(QStringLiteral("search")), qPrintable(shown(0)->reason));
  }

  void methods_and_runs_are_asked_for() {
    workspace_->runs().pin({"qllm", {{"theta", 7.5}}});
    QSignalSpy asked(workspace_.get(), &gui::Workspace::settingAsked);
    open_and_type("method rtn");
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    open_and_type("run 7.5");
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked[0][0].value<study::Setting>(), (study::Setting{"rtn", {}}));
    QCOMPARE(asked[1][0].value<study::Setting>(), (study::Setting{"qllm", {{"theta", 7.5}}}));
  }

  void what_was_done_last_comes_first() {
    open_and_type("down input");
    const QString first = shown(0)->title, second = shown(1)->title;
    QTest::keyClick(palette_->input(), Qt::Key_Down);
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    open_and_type("");
    QCOMPARE(shown(0)->title, second);
    palette_->input()->setText(QStringLiteral("down input"));
    QCOMPARE(shown(0)->title, second);
    QCOMPARE(shown(1)->title, first);
  }

  void nothing_found_says_what_can_be_typed() {
    open_and_type("zzzz");
    auto* nothing = palette_->findChild<QLabel*>(QStringLiteral("palette_nothing"));
    QVERIFY(nothing->isVisible() && nothing->text().contains(QStringLiteral("zzzz")));
    QVERIFY(!palette_->list()->isVisible());
    QTest::keyClick(palette_->input(), Qt::Key_Return);
    QVERIFY(palette_->isVisible());
  }

  void a_click_elsewhere_leaves_and_one_on_a_row_does() {
    open_and_type("down");
    QTest::mouseClick(form_, Qt::LeftButton, {}, QPoint(5, form_->height() - 5));
    QVERIFY(!palette_->isVisible());
    QSignalSpy asked(workspace_.get(), &gui::Workspace::tensorAsked);
    open_and_type("down");
    const QRect row = palette_->list()->visualRect(palette_->list()->model()->index(1, 0));
    const QString title = shown(1)->title;
    QTest::mouseClick(palette_->list()->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(QString::fromStdString(workspace_->document()->tensor(asked[0][0].toInt()).name), title);
  }

  void it_has_names_for_those_who_cannot_see_it() {
    for (const QWidget* widget : {static_cast<QWidget*>(palette_), static_cast<QWidget*>(palette_->input()),
                                  static_cast<QWidget*>(palette_->list())})
      QVERIFY(!widget->accessibleName().isEmpty());
  }

  void it_is_drawn_in_both_themes() {
    for (const bool dark : {false, true}) {
      widgets::apply_theme(*qobject_cast<QApplication*>(QApplication::instance()),
                           dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
      QCoreApplication::processEvents();
      open_and_type("we");
      QTest::keyClick(palette_->input(), Qt::Key_Down);
      const QImage picture = window_->grab().toImage();
      QCOMPARE(picture.pixelColor(2, picture.height() - 2).lightness() < 128, dark);
      if (const QString folder = qEnvironmentVariable("QUANTSCOPE_PICTURES"); !folder.isEmpty())
        picture.save(folder + (dark ? "/comfort-palette-dark.png" : "/comfort-palette-light.png"));
      palette_->leave();
    }
    widgets::apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), widgets::ThemeChoice::light);
  }

 private:
  void open_and_type(const char* text) {
    palette_->open();
    palette_->input()->clear();
    if (QString::fromUtf8(text) == QString::fromLatin1(text))
      QTest::keyClicks(palette_->input(), QString::fromLatin1(text));
    else
      palette_->input()->setText(QString::fromUtf8(text));
  }

  const PaletteItem* shown(std::size_t row) const {
    const auto items = palette_->shown();
    return row < items.size() ? items[row] : nullptr;
  }

  QTemporaryDir folder_;
  tests::GeneratedModel model_;
  std::unique_ptr<widgets::MessageBar> messages_;
  std::unique_ptr<widgets::JobBar> jobs_;
  std::unique_ptr<gui::Workspace> workspace_;
  std::unique_ptr<QMainWindow> window_;
  widgets::ParameterForm* form_ = nullptr;
  CommandPalette* palette_ = nullptr;
};

QUANTSCOPE_TEST(WindowPaletteTest)

}  // namespace test_window_palette

#include "test_window_palette.moc"
