using Rollouts.Sandbox.Kong;

namespace Rollouts.Integrations.Tests.Routers.Kong;

/// <summary>A control plane of Konnect: another path, another token, and nobody who knows of health.</summary>
public sealed class KonnectTests : KongContract
{
    private protected override KongRules Rules { get; } = new() { Bearer = "right", Balances = false };

    protected override string Prefix => "/v2/control-planes/9b0b9de4-2ab1-4a0c-8a4b-1f1f8f1c7c1e/core-entities";

    protected override string Credentials(string secretFile) => $"bearer: {{ file: '{secretFile}' }}";
}
