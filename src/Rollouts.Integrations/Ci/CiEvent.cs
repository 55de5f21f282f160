using System.Text.Json;
using Rollouts.Domain.Triggers;

namespace Rollouts.Integrations.Ci;

/// <summary>One thing that happened at a pipeline.</summary>
/// <param name="Delivery">What its system calls it, for people.</param>
/// <param name="Ids">
/// Everything by which it is known again; it is new where none of them was seen before.
/// </param>
/// <param name="Kind">As triggers name it, as in <c>release.published</c>.</param>
public sealed record CiEvent(string Delivery, ValueList<string> Ids, string Kind, JsonElement Content)
{
    /// <summary>Whom to tell how it goes, as far as the event says it; the connection fills in itself.</summary>
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
