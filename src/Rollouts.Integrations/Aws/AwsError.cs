using System.Text;
using System.Text.Json;
using Rollouts.Integrations.Aws.Query;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws;

/// <summary>The error of an AWS API, in any of its protocols.</summary>
/// <param name="Code">
/// The name without its namespace, as in <c>ThrottlingException</c>; empty if the answer has none.
/// </param>
/// <param name="Message">The message of the answer, quoted.</param>
internal sealed record AwsError(string Code, string Message)
{
    public static AwsError Read(HttpResponseMessage response, byte[] body)
    {
        if (QueryAnswer.Error(body) is var (named, said))
        {
            return new AwsError(Bare(named), ForeignText.Quoted(said));
        }

        var (inBody, message) = InJson(body);
        var code =
            Header(response, "x-amzn-ErrorType")
            ?? inBody
            // "Throttling;Sender": the older name of the same error, from services with an earlier XML protocol.
            ?? Header(response, "x-amzn-query-error")
            ?? "";
        return new AwsError(Bare(code), message ?? HttpAnswer.Said(body, "message"));
    }

    // Some services put a namespace before the name, some an address after it, and some the party at fault.
    private static string Bare(string code)
    {
        var name = code[(code.LastIndexOf('#') + 1)..];
        var end = name.AsSpan().IndexOfAny(':', ';');
        return (end < 0 ? name : name[..end]).Trim();
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 } value
            ? value
            : null;

    private static (string? Code, string? Message) InJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? (
                    Text(root, "__type") ?? Text(root, "code") ?? Text(root, "Code"),
                    (Text(root, "message") ?? Text(root, "Message")) is { } said ? ForeignText.Quoted(said) : null
                )
                : default;
        }
        catch (JsonException)
        {
            return (null, ForeignText.Quoted(Encoding.UTF8.GetString(body)));
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
