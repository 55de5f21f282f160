using System.Diagnostics.CodeAnalysis;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci;

/// <summary>The name of a header, as an administrator writes it.</summary>
internal static class HeaderName
{
    public static readonly Shape<string> Shape = new TextShape<string>(
        "plan.bad-name",
        "the name of a header",
        "^[A-Za-z0-9-]{1,64}$",
        (string text, [MaybeNullWhen(false)] out string name) =>
        {
            name = text;
            return text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        }
    );
}
