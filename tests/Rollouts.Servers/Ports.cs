using System.Net;
using System.Net.Sockets;

namespace Rollouts.Servers;

/// <summary>Ports of the loopback that nobody listens on.</summary>
public static class Ports
{
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
}
