using Rollouts.Sandbox.Kong;

namespace Rollouts.Integrations.Tests.Routers.Kong;

/// <summary>A workspace of Kong Enterprise, with RBAC.</summary>
public sealed class KongEnterpriseTests : KongContract
{
    private protected override KongRules Rules { get; } = new() { AdminToken = "right" };

    protected override string Prefix => "/shop";

    protected override string Credentials(string secretFile) => $"adminToken: {{ file: '{secretFile}' }}";
}
