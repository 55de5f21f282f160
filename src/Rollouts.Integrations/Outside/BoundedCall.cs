using System.Net.Sockets;
using System.Security.Authentication;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// One call to an external system. It ends after a time limit in any case, and its failures are faults and not
/// exceptions. The caller decides about retries, because it knows what else is waiting.
/// </summary>
/// <param name="Whom">The called system, for a sentence: <c>Prometheus at http://prometheus:9090</c>.</param>
internal sealed record BoundedCall(string Whom, TimeSpan Longest, TimeProvider Clock)
{
    public async Task<Answer<T>> RunAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    )
    {
        using var end = new CancellationTokenSource(Longest, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The caller has cancelled and wants no result, even if the call failed in another way as well.
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception failure) when (FaultOf(failure, end.Token) is { } fault)
        {
            return fault;
        }
    }

    private Fault? FaultOf(Exception failure, CancellationToken end) =>
        failure switch
        {
            OutsideException outside => outside.Fault,
            _ when end.IsCancellationRequested => new Fault(
                FaultKind.TimedOut,
                $"{Whom} did not answer within {Spans.Say(Longest)}"
            ),
            HttpRequestException http => OfHttp(http),
            SocketException { SocketErrorCode: SocketError.AccessDenied } => new Fault(
                FaultKind.Denied,
                $"{Whom} may not be opened by this process"
            ),
            SocketException socket => new Fault(FaultKind.Unreachable, $"{Whom} does not answer: {socket.Message}"),
            IOException broken => new Fault(FaultKind.Broken, $"{Whom} broke off: {broken.Message}"),
            _ => null,
        };

    private Fault OfHttp(HttpRequestException http) =>
        http switch
        {
            { InnerException: OutsideException outside } => outside.Fault,
            { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new Fault(
                FaultKind.Unusable,
                $"{Whom} answered with more than is read: {http.Message}"
            ),
            { InnerException: AuthenticationException tls } => new Fault(
                FaultKind.Denied,
                $"{Whom} and this service do not trust each other: {(tls.InnerException ?? tls).Message}"
            ),
            { HttpRequestError: HttpRequestError.ResponseEnded } => new Fault(
                FaultKind.Broken,
                $"{Whom} broke off in the middle of its answer"
            ),
            { HttpRequestError: HttpRequestError.InvalidResponse } => new Fault(
                FaultKind.Unusable,
                $"{Whom} does not speak HTTP: {http.Message}"
            ),
            _ => new Fault(FaultKind.Unreachable, $"{Whom} does not answer: {http.Message}"),
        };
}
