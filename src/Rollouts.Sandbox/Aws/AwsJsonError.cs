using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Aws;

/// <summary>An error of the JSON protocol. Every error of a caller is a 400, whatever it is about.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a code it would say nothing.")]
[SuppressMessage("Roslynator", "RCS1194", Justification = "Without a code it would say nothing.")]
internal sealed class AwsJsonError(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;

    /// <summary>A text member of a request, within its bounds.</summary>
    public static string Text(JsonObject body, string name, string code, int longest) =>
        Optional(body, name, code, longest)
        ?? throw new AwsJsonError(
            code,
            $"Value null at '{name}' failed to satisfy constraint: Member must not be null"
        );

    public static string? Optional(JsonObject body, string name, string code, int longest) =>
        body[name] is not { } node ? null
        : node is JsonValue value
        && value.TryGetValue<string>(out var text)
        && text.Length >= 1
        && text.Length <= longest
            ? text
        : throw new AwsJsonError(code, $"'{name}' must have between 1 and {longest} characters");

    /// <summary>A page of a list, and the token of the next one.</summary>
    public static (IReadOnlyList<T> Page, string? Next) Paged<T>(
        IReadOnlyList<T> all,
        JsonObject body,
        int usual,
        int most,
        string badSize,
        string badToken
    )
    {
        var size = body["MaxResults"] is JsonValue asked
            ? asked.TryGetValue<int>(out var number)
                ? number
                : 0
            : usual;
        if (size < 1 || size > most)
        {
            throw new AwsJsonError(badSize, $"MaxResults must be between 1 and {most}");
        }

        var token = (string?)body["NextToken"];
        var from = 0;
        if (
            token is not null
            && (
                !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from)
                || from < 1
                || from >= all.Count
            )
        )
        {
            throw new AwsJsonError(badToken, "The NextToken is invalid");
        }

        return (
            [.. all.Skip(from).Take(size)],
            from + size < all.Count ? (from + size).ToString(CultureInfo.InvariantCulture) : null
        );
    }
}
