using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Shop;

namespace Rollouts.Sandbox.Hosting;

/// <summary>The state that the admin API shows.</summary>
internal sealed record SandboxState(
    Uri Front,
    IReadOnlyDictionary<string, EndpointState> Endpoints,
    IReadOnlyDictionary<string, int> Weights,
    IReadOnlyDictionary<string, VersionState> Shop,
    LoadState Load
)
{
    public static SandboxState Of(SandboxHost sandbox)
    {
        var answers = sandbox.Metrics.Answers();
        var (sent, bad, skipped) = sandbox.Load.Counted;
        return new SandboxState(
            sandbox.Front,
            sandbox.Endpoints.ToDictionary(
                pair => pair.Key,
                pair => new EndpointState(pair.Value, sandbox.Endpoint(pair.Key)!.Mishaps.Plan)
            ),
            sandbox.Weights.ToDictionary(node => node.Node, node => node.Weight),
            sandbox.Shop.Versions.ToDictionary(
                version => version.Name,
                version => new VersionState(
                    version.Address,
                    version.Dial,
                    answers.GetValueOrDefault(version.Name) ?? new Dictionary<int, long>()
                )
            ),
            new LoadState(sandbox.Load.PerSecond, sent, bad, skipped)
        );
    }
}

internal sealed record EndpointState(Uri Address, MishapPlan Mishaps);

/// <param name="Answers">The number of requests by status, as the front counted them.</param>
internal sealed record VersionState(Uri Address, Dial Dial, IReadOnlyDictionary<int, long> Answers);

internal sealed record LoadState(double RequestsPerSecond, long Sent = 0, long Bad = 0, long Skipped = 0);
