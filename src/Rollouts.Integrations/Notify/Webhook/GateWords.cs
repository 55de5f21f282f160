using System.Text.Json;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>
/// The answer of a gate: <c>{"answer":"yes","message":"..."}</c>, where the answer is yes, no or wait.
/// </summary>
/// <param name="Message">Sanitized for use in a sentence.</param>
public sealed record GateWords(GateAnswer Answer, string Message)
{
    /// <summary>The size limit of an answer.</summary>
    public const int MostBytes = 64 * 1024;

    public static Answer<GateWords> Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return AnswerIn(document.RootElement) is { } answer
                ? new GateWords(answer, MessageIn(document.RootElement))
                : Unusable(body);
        }
        // The second exception is for an unpaired surrogate: JSON can encode it, but no text can contain it.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Unusable(body);
        }
    }

    private static GateAnswer? AnswerIn(JsonElement root) =>
        TextUnder(root, "answer") switch
        {
            "yes" => GateAnswer.Yes,
            "no" => GateAnswer.No,
            "wait" => GateAnswer.NotYet,
            _ => null,
        };

    private static string MessageIn(JsonElement root) =>
        TextUnder(root, "message") is { } message ? ForeignText.Quoted(message) : "without a message";

    private static string? TextUnder(JsonElement root, string key) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static Fault Unusable(string body) =>
        new(
            FaultKind.Unusable,
            "it answers with what is no answer of a gate, as in {\"answer\":\"yes\"}: " + ForeignText.Quoted(body)
        );
}
