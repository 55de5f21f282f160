using System.Net;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Http;

/// <summary>Maps HTTP statuses to faults.</summary>
internal static class HttpFaults
{
    /// <param name="whom">The system that answered, for a sentence.</param>
    /// <param name="said">The message of the answer, quoted.</param>
    public static Fault Of(HttpResponseMessage response, string whom, string said, TimeProvider clock)
    {
        var status = (int)response.StatusCode;
        var answer = $"{whom} answers {status}: {said}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired =>
                new Fault(FaultKind.Denied, answer),
            HttpStatusCode.NotFound => new Fault(FaultKind.NotFound, answer),
            HttpStatusCode.Gone => new Fault(FaultKind.Gone, answer),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new Fault(FaultKind.TimedOut, answer),
            HttpStatusCode.TooManyRequests => new Fault(FaultKind.Throttled, answer, Patience(response, clock)),
            _ when status is >= 300 and < 400 => new Fault(
                FaultKind.Refused,
                $"{whom} sends on to {ForeignText.Quoted(response.Headers.Location?.ToString() ?? "")} ({status}); "
                    + "credentials do not follow a redirect, so give the connection its final address"
            ),
            _ when status is >= 400 and < 500 => new Fault(FaultKind.Refused, answer),
            _ when status >= 500 => new Fault(FaultKind.Broken, answer, Patience(response, clock)),
            _ => new Fault(FaultKind.Unusable, answer),
        };
    }

    /// <summary>The delay that the answer asks for before the next request.</summary>
    public static TimeSpan? Patience(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } until } when until - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero => wait,
            _ => null,
        };
}
