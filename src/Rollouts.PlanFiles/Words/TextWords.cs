using Rollouts.PlanFiles.Addresses;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.PlanFiles.Words;

/// <summary>Texts that mean something to people or to another system.</summary>
public static class TextWords
{
    private const int LongestText = 1000;
    private const int LongestUrl = 2000;

    public static readonly Shape<bool> Flag = new FlagShape();

    /// <summary>No control characters, so that no text from a file can forge a line of a log.</summary>
    public static readonly Shape<string> Any = new TextShape<string>(
        "plan.bad-text",
        "text of 1 to 1000 characters on one line",
        @"^[^\u0000-\u001f\u007f]{1,1000}$",
        TryAny
    );

    /// <summary>The value of a target's variable. It is inserted into queries and addresses.</summary>
    public static readonly Shape<string> Value = Harmless("plan.bad-value", "a value");

    public static readonly Shape<string> Url = new TextShape<string>(
        "plan.address-refused",
        "a public http or https address without credentials (private addresses belong into a connection)",
        @"^https?://[^\s]{1,1990}$",
        TryUrl,
        PublicAddress.Refusal
    );

    public static TextShape<string> Harmless(string code, string what) =>
        new(code, $"{what} ({HostileText.Rule})", "^(?=.*[A-Za-z0-9])[A-Za-z0-9._:@/+-]{1,128}$", TryHarmless);

    private static bool TryAny(string text, out string value)
    {
        value = text;
        return text.Length is > 0 and <= LongestText && !text.Any(c => c is < ' ' or '\u007f');
    }

    private static bool TryHarmless(string text, out string value)
    {
        value = text;
        return HostileText.IsHarmless(text);
    }

    private static bool TryUrl(string text, out string value)
    {
        value = text;
        return text.Length <= LongestUrl && !text.Any(char.IsWhiteSpace) && PublicAddress.Refusal(text) is null;
    }
}
