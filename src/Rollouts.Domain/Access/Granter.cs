namespace Rollouts.Domain.Access;

/// <summary>The access of a caller who creates a key. The key gets no more than that.</summary>
/// <param name="Groups">
/// The groups of the caller; null for the owner of the installation, who may grant every group.
/// </param>
/// <param name="Until">When the key or token of the caller expires; null if it does not.</param>
public sealed record Granter(ValueList<Grant> Grants, ValueList<GroupName>? Groups, Instant? Until)
{
    /// <summary>The access of the key that exceeds the caller's; null if there is none.</summary>
    public string? Excess(AccessKey key)
    {
        foreach (var role in key.Roles)
        {
            // One grant has to cover it whole: what two cover between them is a safe refusal.
            var wanted = new Grant(role, key.Services, key.Environments);
            if (!Grants.Any(held => held.Covers(wanted)))
            {
                return $"the role '{role.ToString().ToLowerInvariant()}' "
                    + $"for services {string.Join(", ", key.Services)} in {string.Join(", ", key.Environments)}";
            }
        }

        if (Groups is { } groups && key.Groups.FirstOrDefault(group => !groups.Contains(group)) is { Value: { } group })
        {
            return $"the group '{group}'";
        }

        return Until is { } until && (key.Until is not { } end || end > until) ? $"a validity beyond {until}" : null;
    }
}
