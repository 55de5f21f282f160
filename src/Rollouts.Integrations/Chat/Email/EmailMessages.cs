using System.Net;
using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Rollouts.Integrations.Chat.Email;

/// <summary>
/// The message of a rollout as an e-mail, as plain text and as HTML. Texts are encoded: a name that an outsider chose
/// is neither markup nor a header.
/// </summary>
internal static class EmailMessages
{
    private const int MostOfSubject = 200;
    private const int MostOfLine = 2000;
    private const int MostLines = 30;

    public static MimeMessage Of(
        ChatCard card,
        MailboxAddress from,
        IEnumerable<MailboxAddress> to,
        Uri dashboard,
        DateTimeOffset now
    )
    {
        var link = new Uri(dashboard, card.Path).AbsoluteUri;
        var sections = Sections(card);
        var message = new MimeMessage { Date = now, Subject = Clip($"{card.Title}: {card.Status}", MostOfSubject) };
        message.From.Add(from);
        message.To.AddRange(to);
        message.MessageId = IdOf(card, from);
        // No message has this id. Mail programs gather the messages of a rollout by it.
        message.References.Add($"{card.Rollout}@{from.Domain}");
        // An absence notice of a reader must not come back.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Importance = card.Tone is ChatTone.Waiting or ChatTone.Alarming
            ? MessageImportance.High
            : MessageImportance.Normal;
        message.Body = new MultipartAlternative(
            new TextPart("plain") { Text = Text(card, sections, link) },
            new TextPart("html") { Text = Html(card, sections, link) }
        );
        return message;
    }

    /// <summary>A message that is sent again has the same id, by which mail systems know it.</summary>
    public static string IdOf(ChatCard card, MailboxAddress from)
    {
        var shown = string.Join('\n', [$"{card.Version}", card.Position, card.Status]);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(shown)).AsSpan(0, 10);
        return $"{card.Rollout}.{Convert.ToHexStringLower(digest)}@{from.Domain}";
    }

    private static string Text(ChatCard card, List<Section> sections, string link)
    {
        var text = new StringBuilder().AppendLine(OneLine(card.Title)).AppendLine(OneLine(card.Status));
        foreach (var section in sections)
        {
            text.AppendLine().AppendLine(section.Title);
            section.Lines.ForEach(line => text.Append("- ").AppendLine(line));
        }

        return text.AppendLine().Append(Invitation(card)).Append(": ").AppendLine(link).ToString();
    }

    private static string Html(ChatCard card, List<Section> sections, string link)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body style=\"font-family:sans-serif\">")
            .Append(Element("h2", OneLine(card.Title)))
            .Append(Element("p", OneLine(card.Status)));
        foreach (var section in sections)
        {
            html.Append(Element("h3", section.Title)).Append("<ul>");
            section.Lines.ForEach(line => html.Append(Element("li", line)));
            html.Append("</ul>");
        }

        return html.Append("<p><a href=\"")
            .Append(WebUtility.HtmlEncode(link))
            .Append("\">")
            .Append(Invitation(card))
            .Append("</a></p></body></html>")
            .ToString();
    }

    private static List<Section> Sections(ChatCard card)
    {
        List<Section> sections = [];
        if (card.Share is { } share)
        {
            sections.Add(new("Traffic", [$"{share} of the requests go to the new version"]));
        }

        if (card.Approval is { } approval)
        {
            sections.Add(new("Approvals", [OneLine(ChatText.Given(approval)), OneLine(ChatText.Asked(approval))]));
        }

        if (card.Deadline is { } deadline)
        {
            sections.Add(new("Deadline", [OneLine(ChatText.Say(deadline))]));
        }

        Add(sections, "Checks", card.Evidence);
        Add(sections, "Before you decide", card.Notes);
        Add(sections, "Decisions", card.Decisions);
        return sections;
    }

    private static void Add(List<Section> sections, string title, ValueList<string> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        var shown = lines.Take(MostLines).Select(OneLine).ToList();
        if (lines.Count > MostLines)
        {
            shown.Add($"and {lines.Count - MostLines} more");
        }

        sections.Add(new(title, shown));
    }

    private static string Invitation(ChatCard card) =>
        card.Approval is null ? "Open the release in the dashboard" : "Open the dashboard to decide";

    private static string Element(string name, string text) => $"<{name}>{WebUtility.HtmlEncode(text)}</{name}>";

    private static string OneLine(string text) => Clip(text, MostOfLine);

    private static string Clip(string text, int most) =>
        ChatText.Clip(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)), most);

    private sealed record Section(string Title, List<string> Lines);
}
