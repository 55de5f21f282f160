using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>A tag with its value.</summary>
internal sealed partial record ElbTag(string Key, string Value)
{
    public const string Pattern = "^[A-Za-z0-9 +._:/@-]{1,128}=[A-Za-z0-9 +._:/@-]{1,256}$";

    public static bool TryParse(string text, [MaybeNullWhen(false)] out ElbTag tag)
    {
        var isValid = Form().IsMatch(text) && !text.EndsWith('\n');
        tag = isValid ? new ElbTag(text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]) : null;
        return isValid;
    }

    public override string ToString() => $"{Key}={Value}";

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
