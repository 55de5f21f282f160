namespace Rollouts.Cli.Server;

/// <summary>A person's session that 'rollouts login' opened, as stored on this machine.</summary>
/// <param name="Cookie">The name of the server's cookie.</param>
/// <param name="Csrf">The CSRF token that each change carries.</param>
internal sealed record StoredSession(
    string Server,
    string Cookie,
    string Token,
    string Csrf,
    string Name,
    string? Until
);
