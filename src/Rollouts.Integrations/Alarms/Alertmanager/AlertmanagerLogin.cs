using System.Text;

namespace Rollouts.Integrations.Alarms.Alertmanager;

/// <summary>How an Alertmanager makes itself known.</summary>
/// <param name="User">Null for a token.</param>
internal sealed record AlertmanagerLogin(string? User, Passwords Passwords)
{
    /// <summary>Returns the secret in an Authorization header; null if the header has another form.</summary>
    public string? GivenIn(string? authorization)
    {
        var (scheme, rest) = authorization?.Split(' ', 2) is [var first, var second]
            ? (first, second.Trim())
            : ("", "");
        if (User is null)
        {
            return scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? rest : null;
        }

        var room = new byte[rest.Length];
        if (
            !scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(rest, room, out var length)
        )
        {
            return null;
        }

        var login = Encoding.UTF8.GetString(room, 0, length);
        return login.StartsWith(User + ":", StringComparison.Ordinal) ? login[(User.Length + 1)..] : null;
    }
}
