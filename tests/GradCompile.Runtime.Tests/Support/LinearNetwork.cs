namespace GradCompile.Runtime.Tests.Support;

/// <summary>A network class as the compiler would write it, over <see cref="LinearProgram"/>: five numbers in, three out.</summary>
internal sealed class LinearNetwork(int labelClasses = 0) : ITrainableNetwork<LinearNetwork>
{
    private readonly NetworkEngine _engine = new(new LinearProgram(Layouts.Linear(labelClasses: labelClasses)) { IsRecording = false }, 1);

    public static NetworkInfo Info { get; } = Layouts.Linear().Info;

    public float LearningRate { get => _engine.LearningRate; set => _engine.LearningRate = value; }

    public bool AllowNonFinite { get => _engine.AllowNonFinite; set => _engine.AllowNonFinite = value; }

    public int Threads { get => _engine.Threads; set => _engine.Threads = value; }

    public static LinearNetwork Load(string path) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => _engine.Predict(inputs, outputs);

    public float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _engine.Evaluate(inputs, targets);

    public float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _engine.Evaluate(inputs, labels);

    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _engine.ComputeGradients(inputs, targets);

    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _engine.ComputeGradients(inputs, labels);

    public void ApplyGradients() => _engine.ApplyGradients();

    public float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _engine.Train(inputs, targets);

    public float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _engine.Train(inputs, labels);

    public void GetTensor(string name, Span<float> destination) => _engine.GetTensor(name, destination);

    public void SetTensor(string name, ReadOnlySpan<float> source) => _engine.SetTensor(name, source);

    public void GetGradient(string name, Span<float> destination) => _engine.GetGradient(name, destination);

    public void Save(string path) => _engine.Save(path);
}
