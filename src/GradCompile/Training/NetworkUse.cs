namespace GradCompile.CompilerServices;

/// <summary>
/// Who is at work on a network: one thread that changes it, or threads that write it to files. Two that train one network would write to
/// the same memory, and one of them would free it under the other's hands. Prediction asks nobody: it only reads, and a row is a matter
/// of nanoseconds.
/// </summary>
internal sealed class NetworkUse
{
    private const int Changing = -1;

    /// <summary>How many threads write the network to a file, or <see cref="Changing"/>.</summary>
    private int _users;

    /// <summary>Claims the network for the calling thread alone, until <see cref="EndChange"/>.</summary>
    /// <param name="member">What was called, for the message.</param>
    /// <exception cref="InvalidOperationException">Another thread is at work.</exception>
    public void BeginChange(string member)
    {
        if (Interlocked.CompareExchange(ref _users, Changing, 0) != 0)
        {
            throw new InvalidOperationException(
                $"{member} was called while another thread trains, changes or saves this network; one thread at a time may do so. "
                + "Give each thread a network of its own, or let them take turns by a lock around their calls.");
        }
    }

    /// <summary>The network is free again.</summary>
    public void EndChange() => Volatile.Write(ref _users, 0);

    /// <summary>Keeps the network as it is, until <see cref="EndSave"/>.</summary>
    /// <exception cref="InvalidOperationException">Another thread changes it.</exception>
    public void BeginSave()
    {
        while (true)
        {
            var users = Volatile.Read(ref _users);
            if (users == Changing)
            {
                throw new InvalidOperationException(
                    "Save was called while another thread trains or changes this network; the file would hold half a step. "
                    + "Save between two steps, from the thread that trains or by a lock around both threads' calls.");
            }

            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users) return;
        }
    }

    /// <summary>One thread less.</summary>
    public void EndSave() => Interlocked.Decrement(ref _users);
}
