using System.Diagnostics.CodeAnalysis;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Secrets;

/// <summary>
/// The configuration of references to secrets that this machine has. A literal secret is refused. The credentials for a
/// service that keeps secrets can be of this kind alone.
/// </summary>
internal static class LocalSecretWords
{
    public static readonly Shape<string> Path = new TextShape<string>(
        "plan.bad-text",
        "the full path of a file",
        @"^/[^\u0000-\u001f\u007f]{1,999}$",
        (string text, [MaybeNullWhen(false)] out string path) =>
        {
            path = text;
            return text is ['/', _, ..] && text.Length <= 1000 && !text.Any(char.IsControl);
        }
    );

    private static readonly Shape<string> Variable = new TextShape<string>(
        "plan.bad-name",
        "the name of an environment variable",
        "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
        (string text, [MaybeNullWhen(false)] out string name) =>
        {
            name = text;
            return text.Length is > 0 and <= 128
                && !char.IsAsciiDigit(text[0])
                && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        }
    );

    public static IReadOnlyList<OneKeyShape<Secret>.Choice> Choices { get; } =
    [
        new("file", Path.Into(Secret (path) => new Secret.InFile(path)), FileSays),
        new("env", Variable.Into(Secret (name) => new Secret.InVariable(name)), VariableSays),
    ];

    public static readonly Shape<Secret> Any = new OneKeyShape<Secret>(
        "localSecret",
        "the place of a secret on this machine",
        [.. Choices]
    );

    private const string FileSays = "A file that holds the secret and nothing else; read at each use.";
    private const string VariableSays = "An environment variable of this service; read at each use.";
}
