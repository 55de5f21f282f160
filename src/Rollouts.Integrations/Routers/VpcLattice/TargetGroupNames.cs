using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>
/// Matches the target groups of a rule with backends, which plans name by the id or by the name of a target group. A
/// target group keeps its name for life, so the name of an id is looked up once.
/// </summary>
internal sealed class TargetGroupNames(VpcLatticeClient client)
{
    /// <summary>The default quota of target groups in a region, twice.</summary>
    private const int Most = 1000;

    private readonly BoundedCache<string, string> _names = new(Most, StringComparer.Ordinal);
    private readonly BoundedCache<string, string> _ids = new(Most, StringComparer.Ordinal);

    /// <summary>The id behind an id or an ARN.</summary>
    public static string IdOf(string identifier) => identifier[(identifier.LastIndexOf('/') + 1)..];

    public static bool IsId(BackendName backend) => backend.Value.StartsWith("tg-", StringComparison.Ordinal);

    /// <summary>Whether a target group is the backend, by names that were learned.</summary>
    public bool Is(string identifier, string backend) =>
        IdOf(identifier) is var id
        && (
            id == backend || (_names.TryGet(id, out var name) && string.Equals(name, backend, StringComparison.Ordinal))
        );

    /// <summary>The id of a backend; null if it is not known.</summary>
    public string? IdOf(BackendName backend) =>
        IsId(backend) ? backend.Value
        : _ids.TryGet(backend.Value, out var id) ? id
        : null;

    /// <summary>Learns the names of these target groups.</summary>
    public async Task<Fault?> LearnAsync(IEnumerable<string> identifiers, CancellationToken end)
    {
        foreach (var id in identifiers.Select(IdOf).Distinct(StringComparer.Ordinal))
        {
            if (_names.TryGet(id, out _))
            {
                continue;
            }

            var read = await client.GetTargetGroupAsync(id, end).ConfigureAwait(false);
            if (!read.TryGet(out var group, out var fault))
            {
                return fault;
            }

            Keep(id, group);
        }

        return null;
    }

    /// <summary>
    /// Looks a backend up among the target groups of the account. The last answer is not used again: a target group
    /// that was deleted may have been created anew under its name.
    /// </summary>
    public async Task<Fault?> FindAsync(BackendName backend, CancellationToken end)
    {
        if (IsId(backend))
        {
            return null;
        }

        var listed = await client.ListTargetGroupsAsync(end).ConfigureAwait(false);
        if (!listed.TryGet(out var groups, out var fault))
        {
            return fault;
        }

        var found = groups.Where(group => BackendForm.TextOf(group["name"]) == backend.Value).ToList();
        if (found is not [var one] || BackendForm.TextOf(one["id"]) is not { } id)
        {
            return new Fault(FaultKind.NotFound, $"{client.Name} has no target group '{backend}' in this account");
        }

        _ids.Keep(backend.Value, id);
        Keep(id, one);
        return null;
    }

    private void Keep(string id, JsonObject group) => _names.Keep(id, BackendForm.TextOf(group["name"]) ?? "");
}
