using System.Globalization;

namespace Rollouts.Integrations.Chat;

/// <summary>Texts that all chat systems show in the same words.</summary>
internal static class ChatText
{
    /// <summary>At most so many UTF-16 units, cut between characters.</summary>
    public static string Clip(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }

    public static string Given(ChatApproval approval)
    {
        var names = approval.Given.IsEmpty ? "" : $": {string.Join(", ", approval.Given)}";
        return $"{approval.Given.Count} of {approval.Needed} approvals{names}";
    }

    public static string Asked(ChatApproval approval) => $"Asked: {string.Join(", ", approval.From)}";

    /// <summary>A deadline for systems that do not know the reader's time zone.</summary>
    public static string Say(ChatDeadline deadline)
    {
        var at = deadline.At.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return $"{at}: {deadline.Then}";
    }
}
