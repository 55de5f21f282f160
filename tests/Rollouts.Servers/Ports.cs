using System.Net;
using System.Net.Sockets;

namespace Rollouts.Servers;

/// <summary>Ports of the loopback that nobody listens on.</summary>
public static class Ports
{
    // Below what Linux gives to whoever asks for any port (32768 and above), above what services usually have.
    private const int FirstLasting = 20_000;

    private const int LastingCount = 12_000;

    private static int NextLasting = Environment.ProcessId * 97;

    /// <summary>
    /// So many different ones that nobody is given by chance meanwhile: for what has to be known before it is
    /// listened on, or is listened on twice.
    /// </summary>
    public static int[] Lasting(int count) =>
        [
            .. Enumerable
                .Range(0, LastingCount)
                .Select(_ => FirstLasting + (Math.Abs(Interlocked.Increment(ref NextLasting)) % LastingCount))
                .Where(IsFree)
                .Take(count),
        ];

    /// <summary>So many different ones, all held until the last is known.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
