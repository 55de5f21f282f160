using System.Text.Json;
using Rollouts.Domain.Triggers;

namespace Rollouts.Integrations.Ci;

/// <summary>One event of a pipeline.</summary>
/// <param name="Delivery">The system's own identifier, for people.</param>
/// <param name="Ids">All identifiers of the event. It is new if none of them was seen before.</param>
/// <param name="Kind">The name in triggers, as in <c>release.published</c>.</param>
public sealed record CiEvent(string Delivery, ValueList<string> Ids, string Kind, JsonElement Content)
{
    /// <summary>
    /// The recipient of status reports, as far as the event names it. The caller adds the connection.
    /// </summary>
    public CiAddressee? Addressee { get; init; }

    /// <summary>Its fields, for triggers.</summary>
    public string? Field(FieldPath path)
    {
        var at = Content;
        foreach (var step in path.Steps)
        {
            if (CiJson.Step(at, step) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return CiJson.Word(at);
    }
}
