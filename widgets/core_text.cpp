#include "widgets/core_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace quantscope::widgets {

QString core_text(const std::string& english) {
  return english.empty() ? QString() : QCoreApplication::translate("core", english.c_str());
}

QString core_note(const std::string& english) {
  static const QRegularExpression varying(
      QStringLiteral("(?<=^|[\\s(])(?:/[^\\s,;:)]+|(?=[^\\s,;:)]*(?:[\\d_]|\\w\\.\\w))[^\\s,;:()]+)"),
      QRegularExpression::UseUnicodePropertiesOption);
  const QString note = QString::fromStdString(english);
  QString pattern;
  QStringList words;
  qsizetype end = 0;
  for (auto match = varying.globalMatch(note); match.hasNext();) {
    const QRegularExpressionMatch word = match.next();
    words << word.captured();
    pattern += note.mid(end, word.capturedStart() - end) + '%' + QString::number(words.size());
    end = word.capturedEnd();
  }
  pattern += note.mid(end);
  constexpr qsizetype most_words = 9;
  QString translated = QCoreApplication::translate("core notes", pattern.toUtf8().constData());
  if (translated == pattern || words.size() > most_words) return note;
  // From behind, so that a word may hold any text.
  static const QRegularExpression place(QStringLiteral("%([1-9])"));
  for (qsizetype at = translated.lastIndexOf(place); at >= 0;
       at = at > 0 ? translated.lastIndexOf(place, at - 1) : -1)
    if (const qsizetype word = translated[at + 1].digitValue() - 1; word < words.size())
      translated.replace(at, 2, words[word]);
  return translated;
}

}  // namespace quantscope::widgets
