using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>The signing certificates of SNS, fetched from SNS itself and cached.</summary>
internal sealed class SnsCertificates(HttpClient http, BoundedCall call) : IDisposable
{
    /// <summary>SNS uses one or two a region.</summary>
    private const int Most = 32;

    private const int MostBytes = 32 * 1024;

    private readonly ConcurrentDictionary<Uri, X509Certificate2> _known = new();

    public async Task<Answer<X509Certificate2>> OfAsync(Uri address, CancellationToken cancellation)
    {
        if (_known.TryGetValue(address, out var known))
        {
            return known;
        }

        var answer = await call.RunAsync(end => FetchAsync(address, end), cancellation).ConfigureAwait(false);
        if (answer.TryGet(out var fetched, out _) && _known.Count < Most)
        {
            _known[address] = fetched;
        }

        return answer;
    }

    public void Dispose()
    {
        foreach (var certificate in _known.Values)
        {
            certificate.Dispose();
        }
    }

    private async Task<Answer<X509Certificate2>> FetchAsync(Uri address, CancellationToken end)
    {
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, end)
            .ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return new Fault(FaultKind.Broken, $"{call.Whom} answers {(int)response.StatusCode} for its certificate");
        }

        await response.Content.LoadIntoBufferAsync(MostBytes, end).ConfigureAwait(false);
        var pem = await response.Content.ReadAsByteArrayAsync(end).ConfigureAwait(false);
        try
        {
            return X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException)
        {
            return new Fault(FaultKind.Unusable, $"{call.Whom} answers with what is no certificate");
        }
    }
}
