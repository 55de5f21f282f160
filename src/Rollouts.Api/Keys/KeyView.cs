using Rollouts.Domain.Access;

namespace Rollouts.Api.Keys;

/// <summary>An API key without its secret.</summary>
/// <param name="Key">The text of the key, only in the response that creates it.</param>
/// <param name="LastUsedAt">The day of the last use.</param>
internal sealed record KeyView(
    string Id,
    string Name,
    ValueList<Role> Roles,
    ValueList<string> Services,
    ValueList<string> Environments,
    ValueList<string> Groups,
    string IssuedAt,
    string? Until,
    string? LastUsedAt,
    string? Key = null
)
{
    public static KeyView Of(AccessKey key, string? secret = null) =>
        new(
            key.Id.Value,
            key.Name,
            key.Roles,
            key.Services.Select(pattern => pattern.Text).ToValueList(),
            key.Environments.Select(pattern => pattern.Text).ToValueList(),
            key.Groups.Select(group => group.Value).ToValueList(),
            key.IssuedAt.ToString(),
            key.Until?.ToString(),
            key.LastUsedAt?.ToString(),
            secret
        );
}
