using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Front;

/// <summary>Keeps a client at the version that answered it first, whatever the weights are then.</summary>
internal sealed class Stickiness(TimeProvider clock)
{
    /// <summary>The cookie of Application Load Balancers for the stickiness of target groups.</summary>
    public const string Cookie = "AWSALBTG";

    private readonly ConcurrentDictionary<string, string> _connections = new(StringComparer.Ordinal);

    /// <summary>The version that the client is bound to; null if it is free.</summary>
    public string? NodeOf(HttpContext context, FrontRule rule)
    {
        var node =
            rule.IsPerConnection ? _connections.GetValueOrDefault(context.Connection.Id)
            : rule.Stickiness is not null ? Read(context.Request.Cookies[Cookie])
            : null;
        return rule.Weights.Any(one => one.Node == node) ? node : null;
    }

    /// <summary>Binds the client to a version. A cookie is renewed with each answer.</summary>
    public void Bind(HttpContext context, FrontRule rule, string node)
    {
        if (rule.IsPerConnection && _connections.TryAdd(context.Connection.Id, node))
        {
            var id = context.Connection.Id;
            context
                .Features.Get<IConnectionLifetimeFeature>()
                ?.ConnectionClosed.Register(() => _connections.TryRemove(id, out _));
        }

        if (rule.Stickiness is { } duration)
        {
            var until = (clock.GetUtcNow() + duration).ToUnixTimeSeconds();
            context.Response.Cookies.Append(
                Cookie,
                Convert.ToBase64String(
                    Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{node} {until}"))
                ),
                new CookieOptions { MaxAge = duration, Path = "/" }
            );
        }
    }

    private string? Read(string? cookie)
    {
        var bytes = new byte[cookie?.Length ?? 0];
        return
            cookie is not null
            && Convert.TryFromBase64String(cookie, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ') is [var node, var until]
            && long.TryParse(until, CultureInfo.InvariantCulture, out var seconds)
            && clock.GetUtcNow().ToUnixTimeSeconds() < seconds
            ? node
            : null;
    }
}
