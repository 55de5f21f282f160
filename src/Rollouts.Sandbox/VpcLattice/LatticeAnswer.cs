using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>What a call is answered with: a body, or an error.</summary>
/// <param name="Body">Null for an answer without a body.</param>
internal sealed record LatticeAnswer(int Status, JsonObject? Body, LatticeError? Error = null)
{
    public static implicit operator LatticeAnswer(LatticeError error) => new(error.Status, error.Body, error);

    public static implicit operator LatticeAnswer(JsonObject body) => new(200, body);
}
