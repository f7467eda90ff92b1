def record(recorder):
    pass
